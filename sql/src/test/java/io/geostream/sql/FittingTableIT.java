package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.TableName;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.sql.SQLException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A table that is there fits its mapping, or each difference is named in one message. */
@RequiresTimescaleDb
class FittingTableIT {

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Database database;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sql sql;

  @BeforeAll
  static void createDatabase() throws Exception {
    database = SharedStack.freshDatabase();
    sql = Sql.asOwner(database);
    // So that kafka_offsets and the extension are there.
    sql.migrator(TestMapping.of("other").build()).migrate();
    ((PGSimpleDataSource) sql.dataSource()).setCurrentSchema("work,public");
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void createSchema() throws SQLException {
    sql.run("CREATE SCHEMA work");
  }

  @AfterEach
  void dropSchema() throws SQLException {
    sql.run("DROP SCHEMA work CASCADE");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Mapping mapping) {
    return assertThatThrownBy(() -> sql.migrator(mapping).check())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageNotContaining("\n");
  }

  private void makeHypertable(String columns) throws SQLException {
    sql.run(
        "CREATE TABLE m (%s)".formatted(columns),
        "SELECT create_hypertable('m', by_range('time'))");
  }

  @Test
  void everyDifferenceIsInOneMessage() throws Exception {
    sql.run("CREATE TABLE work.kafka_offsets (LIKE kafka_offsets INCLUDING ALL)");
    sql.run("ALTER TABLE work.kafka_offsets DROP COLUMN target_table");
    makeHypertable(
        """
        time timestamptz NOT NULL, machine int NOT NULL, "Mixed" real NOT NULL,
        doubled bigint GENERATED ALWAYS AS (1) STORED, number bigint GENERATED ALWAYS AS IDENTITY,
        other text NOT NULL, filled text NOT NULL DEFAULT ''""");
    assertRefused(
            TestMapping.of("m")
                .key("machine")
                .column("Mixed", ColumnType.REAL)
                .column("doubled", ColumnType.BIGINT)
                .required("number", ColumnType.BIGINT)
                .column("absent", ColumnType.UUID)
                .unique(OnConflict.IGNORE, "machine", "time")
                .build())
        .hasMessageContainingAll(
            "work.m cannot be used: ",
            "work.m.machine is integer, not text; ",
            "work.m.Mixed is NOT NULL, but rows may lack it; ",
            "work.m.doubled is generated, but rows have a value for it; ",
            "work.m.number is generated, but rows have a value for it; ",
            "work.m.absent is missing; ",
            "work.m.other is NOT NULL without a default, but rows do not have it; ",
            "work.m has no unique index on exactly (machine, time)",
            "kafka_offsets.target_table is missing",
            "`migrate`")
        .hasMessageNotContaining("filled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "varchar(20) | TEXT",
        "varchar | TEXT",
        "char(3) | TEXT",
        "bpchar | TEXT",
        "numeric(10,2) | NUMERIC",
        "timestamptz(3) | TIMESTAMPTZ",
      })
  void aLengthOrPrecisionMakesNoDifference(String type, ColumnType mapped) throws Exception {
    makeHypertable("time timestamptz NOT NULL, v " + type);
    assertThat(sql.migrator(TestMapping.of("m").column("v", mapped).build()).check().applied())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text[] | TEXT",
        "json | JSONB",
        "timestamp | TIMESTAMPTZ",
        "money | NUMERIC",
        "name | TEXT",
        "label | TEXT",
        "integer | BIGINT",
      })
  void anotherTypeIsNamed(String type, ColumnType mapped) throws Exception {
    sql.run("CREATE DOMAIN label AS text");
    makeHypertable("time timestamptz NOT NULL, v " + type);
    assertRefused(TestMapping.of("m").column("v", mapped).build())
        .hasMessageContaining("work.m.v is ")
        .hasMessageContaining(", not " + mapped.catalogName());
  }

  @Test
  void aColumnWithADefaultInTheMappingMayBeNotNull() throws Exception {
    makeHypertable("time timestamptz NOT NULL, cycles bigint NOT NULL");
    sql.migrator(TestMapping.of("m").fallback("cycles", ColumnType.BIGINT, "0").build()).check();
  }

  @Test
  void aDomainsDefaultAndNotNullAreThoseOfTheColumn() throws Exception {
    sql.run(
        "CREATE DOMAIN filled AS text DEFAULT ''",
        "CREATE DOMAIN filled_too AS filled NOT NULL",
        "CREATE DOMAIN must AS text NOT NULL");
    makeHypertable("time timestamptz NOT NULL, a filled NOT NULL, b filled_too");
    Mapping mapping = TestMapping.of("m").build();
    sql.migrator(mapping).check();
    sql.run("INSERT INTO m (time) VALUES (now())", "TRUNCATE m", "ALTER TABLE m ADD c must");
    assertRefused(mapping).hasMessageContaining("work.m.c is NOT NULL without a default");
  }

  @Test
  void generatedColumnsThatAreNotMappedMayBeNotNull() throws Exception {
    makeHypertable(
        "time timestamptz NOT NULL, number bigint GENERATED ALWAYS AS IDENTITY, one int NOT NULL GENERATED ALWAYS AS (1) STORED");
    sql.migrator(TestMapping.of("m").build()).check();
    sql.run("INSERT INTO m (time) VALUES (now())");
  }

  @Test
  void aUniqueIndexMayHaveAColumnTwice() throws Exception {
    makeHypertable("time timestamptz NOT NULL");
    sql.run("CREATE UNIQUE INDEX ON m (time, time)");
    sql.migrator(TestMapping.of("m").unique(OnConflict.IGNORE, "time").build()).check();
  }

  @Test
  void aHypertableOnAnotherColumnIsNamed() throws Exception {
    makeHypertable("time timestamptz NOT NULL, received timestamptz");
    assertRefused(TestMapping.of(TableName.parse("m"), "received").build())
        .hasMessageContaining("work.m is a hypertable on another column than received");
  }

  @Test
  void aPlainTableHasToBeAllowed() throws Exception {
    sql.run("CREATE TABLE m (time timestamptz NOT NULL)");
    Mapping mapping = TestMapping.of("m").build();
    assertRefused(mapping)
        .hasMessageContainingAll(
            "work.m is a plain table, not a hypertable on time",
            "create_hypertable('\"work\".\"m\"', by_range('time'), migrate_data => true)",
            "--allow-plain-postgresql");
    SchemaReport report =
        new SchemaMigrator(sql.dataSource(), mapping, true, MigrationProgress.none()).check();
    assertThat(report.hypertable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE VIEW m AS SELECT now() AS time",
        "CREATE MATERIALIZED VIEW m AS SELECT now() AS time",
        "CREATE TABLE m (time timestamptz NOT NULL) PARTITION BY RANGE (time)",
        "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE m (time timestamptz) SERVER s",
        "CREATE SEQUENCE m",
      })
  void whatIsNoTableIsNamedAndNotExtended(String statement) throws Exception {
    sql.run(statement);
    Mapping mapping = TestMapping.of("m").column("more", ColumnType.REAL).build();
    assertRefused(mapping).hasMessageContaining(", not a table");
    assertThatThrownBy(() -> sql.migrator(mapping).migrate())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining(", not a table");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE UNIQUE INDEX ON m (time, machine) INCLUDE (v)",
        "CREATE UNIQUE INDEX ON m (machine, time DESC) NULLS NOT DISTINCT",
        "ALTER TABLE m ADD PRIMARY KEY (machine, time)",
        "CREATE UNIQUE INDEX ON m (machine, time, machine)",
      })
  void aUniqueIndexOrKeyServesInAnyOrder(String statement) throws Exception {
    makeHypertable("time timestamptz NOT NULL, machine text NOT NULL, v real");
    sql.run(statement);
    sql.migrator(machinesOnce(OnConflict.IGNORE)).check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX ON m (machine, time)",
        "CREATE UNIQUE INDEX ON m (time)",
        "CREATE UNIQUE INDEX ON m (machine, time, v)",
        "CREATE UNIQUE INDEX ON m (machine, time) WHERE v > 0",
        "ALTER TABLE m ADD UNIQUE (machine, time) DEFERRABLE",
        "CREATE UNIQUE INDEX ON m (lower(machine), time)",
      })
  void anIndexThatOnConflictCannotUseDoesNotServe(String statement) throws Exception {
    sql.run("CREATE TABLE m (time timestamptz NOT NULL, machine text NOT NULL, v real)", statement);
    assertThatThrownBy(
            () ->
                new SchemaMigrator(
                        sql.dataSource(),
                        machinesOnce(OnConflict.REFUSE),
                        true,
                        MigrationProgress.none())
                    .migrate())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContainingAll(
            "work.m has no unique index on exactly (machine, time)",
            "CREATE UNIQUE INDEX ON \"work\".\"m\" (\"machine\", \"time\")");
  }

  private static Mapping machinesOnce(OnConflict onConflict) {
    return TestMapping.of("m").key("machine").unique(onConflict, "machine", "time").build();
  }

  @ParameterizedTest
  @EnumSource(OnConflict.class)
  void checkWithoutTheTableNamesItAndMakesNothing(OnConflict onConflict) throws Exception {
    assertRefused(machinesOnce(onConflict)).hasMessageContaining("work.m is missing");
    assertThat(sql.value("SELECT to_regclass('m') IS NULL")).isEqualTo("t");
  }

  @Test
  void theBuiltInTableIsComparedWithItsMappingToo() throws Exception {
    sql.migrator().migrate();
    assertRefused(
            TestMapping.of("geospatial_metrics").column("temperature", ColumnType.REAL).build())
        .hasMessageContainingAll(
            "geospatial_metrics.temperature is double precision, not real",
            "geospatial_metrics.location_id is NOT NULL without a default");
    sql.run("ALTER TABLE geospatial_metrics ALTER humidity SET NOT NULL");
    assertRefused(MappingFile.builtIn())
        .hasMessageContaining("geospatial_metrics.humidity is NOT NULL, but rows may lack it");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileMayRequireWhatTheBuiltInTableHasAsNotNull(boolean adopted) throws Exception {
    if (adopted) {
      sql.run(TutorialSchema.TABLE);
    } else {
      sql.migrator().migrate();
    }
    sql.run(
        "ALTER TABLE geospatial_metrics ADD station text",
        "ALTER TABLE geospatial_metrics ALTER station SET NOT NULL, ALTER latitude SET NOT NULL");
    assertThatThrownBy(() -> sql.migrator().migrate())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessage(
            "work.geospatial_metrics cannot be used: geospatial_metrics.latitude is NOT NULL, but rows may lack it; geospatial_metrics.station is NOT NULL without a default, but rows do not have it");
    String file =
        MappingFile.builtInText()
            .replace("columns:\n", "columns:\n  station: {type: text, required: true}\n")
            .replace("range: [-90, 90]", "required: true, range: [-90, 90]");
    Mapping mapping = MappingFile.parse("weather.yaml", file);
    sql.migrator(mapping).migrate();
    assertThat(sql.migrator(mapping).check().builtIn()).isTrue();
  }
}
