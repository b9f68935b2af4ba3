package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.TableName;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A mapping's table that is not there is made, and one that is there gets what it lacks. */
@RequiresTimescaleDb
class MadeTableIT {

  private static final Mapping MACHINES = TestMapping.machines("plant.metrics").build();

  private static final String TABLES =
      "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'plant') ORDER BY 1";

  private Database database;
  private Sql sql;

  @BeforeEach
  void create() {
    database = SharedStack.freshDatabase();
    sql = Sql.asOwner(database);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void theTableAndItsOffsetsAreMadeAndNothingElse() throws Exception {
    SchemaReport report = sql.migrator(MACHINES).migrate();

    assertThat(report.applied()).containsExactly("kafka_offsets", "plant.metrics");
    assertThat(report.table()).isEqualTo(MACHINES.table());
    assertThat(report.hypertable()).isTrue();
    assertThat(report.builtIn()).isFalse();
    assertThat(report.schema()).isEqualTo("public");
    assertThat(report.warnings()).isEmpty();
    assertThat(sql.values(TABLES)).containsExactly("plant.metrics", "public.kafka_offsets");
    assertThat(sql.values("SELECT viewname FROM pg_views WHERE schemaname = 'public'")).isEmpty();
    assertThat(sql.migrator(MACHINES).migrate().applied()).isEmpty();
    assertThat(sql.migrator(MACHINES).check().table()).isEqualTo(MACHINES.table());
  }

  @Test
  void itIsAsTheMappingSays() throws Exception {
    sql.migrator(MACHINES).migrate();
    assertThat(
            sql.values(
                "SELECT column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns WHERE table_name = 'metrics' ORDER BY ordinal_position"))
        .containsExactly(
            "time timestamp with time zone NO",
            "machine text NO",
            "temperature double precision YES",
            "cycles bigint YES");
    assertThat(
            sql.value(
                "SELECT column_name || ' ' || time_interval FROM timescaledb_information.dimensions"))
        .isEqualTo("time 01:00:00");
    assertThat(
            sql.values(
                "SELECT indexname || ' ' || regexp_replace(indexdef, '.* USING ', '') FROM pg_indexes WHERE tablename = 'metrics' ORDER BY 1"))
        .containsExactly(
            "metrics_machine_time_idx btree (machine, \"time\" DESC)",
            "metrics_time_idx btree (\"time\" DESC)");
    assertThat(FreshSchemaIT.policies(sql))
        .containsExactly("metrics policy_compression 2 days", "metrics policy_retention 3 mons");
    assertThat(
            sql.value(
                "SELECT concat_ws('|', segmentby, orderby) FROM timescaledb_information.hypertable_columnstore_settings"))
        .isEqualTo("machine|\"time\" DESC");
  }

  @Test
  void withoutPoliciesNoneAreMade() throws Exception {
    sql.migrator(TestMapping.of("plain").build()).migrate();
    assertThat(FreshSchemaIT.policies(sql)).isEmpty();
    assertThat(
            sql.value(
                "SELECT concat_ws('|', segmentby, orderby) FROM timescaledb_information.hypertable_columnstore_settings"))
        .isEqualTo("|\"time\" DESC");
  }

  @Test
  void anyNameIsTakenAsItStands() throws Exception {
    sql.run("CREATE SCHEMA \"Ext x\"", "CREATE EXTENSION timescaledb SCHEMA \"Ext x\"");
    TableName table = new TableName(Optional.of("S'ch\\e.ma \"q\""), "select; ?{x}");
    Mapping mapping =
        TestMapping.of(table, "time \"x")
            .key("ÜBER")
            .required("a'b\\c, d", ColumnType.INTEGER)
            .column("select", ColumnType.BOOLEAN)
            .column("$1 ?", ColumnType.JSONB)
            .unique(OnConflict.UPDATE, "ÜBER", "time \"x", "a'b\\c, d")
            .segmentBy("ÜBER", "a'b\\c, d")
            .build();

    SchemaReport made = sql.migrator(mapping).migrate();
    assertThat(made.warnings()).isEmpty();
    assertThat(made.table()).isEqualTo(table);

    Mapping more = withColumn(mapping, "UPPER\"'\\");
    assertThat(sql.migrator(more).migrate().applied()).containsExactly(table + ".UPPER\"'\\");
    assertThat(sql.migrator(more).check().warnings()).isEmpty();
    sql.run(
        "INSERT INTO %s VALUES (now(), 'x', 1, true, '{}', 2)".formatted(table.sql()),
        "SELECT \"Ext x\".compress_chunk(chunk) FROM \"Ext x\".show_chunks('%s') AS chunk"
            .formatted(table.sql().replace("'", "''")));
    assertThat(
            sql.value(
                "SELECT \"UPPER\"\"'\\\" FROM %s WHERE \"ÜBER\" = 'x'".formatted(table.sql())))
        .isEqualTo("2");
  }

  private static Mapping withColumn(Mapping mapping, String name) {
    List<Column> columns = new ArrayList<>(mapping.columns());
    columns.add(TestMapping.of("x").column(name, ColumnType.SMALLINT).build().column(name));
    return new Mapping(
        mapping.table(),
        columns,
        mapping.time(),
        mapping.key(),
        mapping.each(),
        mapping.anyOf(),
        mapping.unique(),
        mapping.onConflict(),
        mapping.hypertable());
  }

  @Test
  void aTableThatIsThereGetsOnlyTheColumnsThatItLacksAlsoInTheColumnstore() throws Exception {
    sql.run(
        "CREATE EXTENSION timescaledb",
        "CREATE SCHEMA plant",
        "CREATE TABLE plant.metrics (machine varchar(40) NOT NULL, time timestamptz NOT NULL, note text)",
        "SELECT create_hypertable('plant.metrics', by_range('time', INTERVAL '7 days'))",
        "ALTER TABLE plant.metrics SET (timescaledb.enable_columnstore, timescaledb.segmentby = 'machine')",
        "INSERT INTO plant.metrics SELECT 'm', now() - n * INTERVAL '1 day' FROM generate_series(1, 30) n",
        "SELECT count(compress_chunk(chunk)) FROM show_chunks('plant.metrics') AS chunk");
    String indexes = "SELECT count(*) FROM pg_indexes WHERE schemaname = 'plant'";
    String before = sql.value(indexes);

    SchemaReport report = sql.migrator(MACHINES).migrate();

    assertThat(report.applied())
        .containsExactly(
            "kafka_offsets",
            "plant.metrics.temperature",
            "plant.metrics.cycles",
            "grants on plant.metrics");
    assertThat(report.warnings())
        .containsExactly(
            "plant.metrics differs from the mapping, and what is there counts: chunk is 7 days, not 1 hour; columnstore-after is never, not 2 days; drop-after is never, not 3 months");
    assertThat(sql.value(indexes)).isEqualTo(before);
    assertThat(FreshSchemaIT.policies(sql)).isEmpty();
    assertThat(sql.value("SELECT count(*) FROM plant.metrics WHERE cycles IS NULL"))
        .isEqualTo("30");
  }

  @Test
  void whatTheFileDoesNotSayIsNoDifference() throws Exception {
    sql.migrator(MACHINES).migrate();
    Mapping silent = TestMapping.of("plant.metrics").key("machine").build();
    assertThat(silent.chunk()).isEqualTo("1 day");
    assertThat(sql.migrator(silent).check().warnings()).isEmpty();
    Mapping other = TestMapping.of("plant.metrics").key("machine").segmentBy("\"M\"").build();
    assertThat(sql.migrator(other).check().warnings())
        .containsExactly(
            "plant.metrics differs from the mapping, and what is there counts: segment-by is [machine], not [\"\"\"M\"\"\"]");
  }

  @Test
  void aFilesWordsForTheBuiltInTableAreComparedAndThoseOfTheBuiltInMappingAreNot()
      throws Exception {
    Mapping file =
        TestMapping.of("geospatial_metrics")
            .key("location_id")
            .hypertable("2 hours", List.of("location_id"), "24 hours", "6 months")
            .build();
    assertThat(sql.migrator(file).migrate().warnings())
        .containsExactly(
            "geospatial_metrics differs from the mapping, and what is there counts: chunk is 01:00:00, not 2 hours; drop-after is 1 year, not 6 months");
    sql.run("SELECT set_chunk_time_interval('geospatial_metrics', INTERVAL '15 minutes')");
    assertThat(sql.migrator().check().warnings()).isEmpty();
  }

  @Test
  void anotherSegmentByIsAWarning() throws Exception {
    sql.migrator(MACHINES).migrate();
    Mapping other =
        TestMapping.machines("plant.metrics")
            .hypertable("60 minutes", List.of(), "48 hours", "90 days")
            .build();
    assertThat(sql.migrator(other).check().warnings())
        .singleElement()
        .asString()
        .endsWith("counts: segment-by is [machine], not []");
  }

  @Test
  void theLiveRetentionIsComparedWithMaxAge() throws Exception {
    SchemaReport made = sql.migrator(MACHINES).migrate(); // drop-after: 3 months
    assertThat(lateRows(made, 90)).isEmpty();
    assertThat(lateRows(made, 91))
        .singleElement()
        .asString()
        .contains("plant.metrics keeps rows for 90 days");
    sql.run(
        "SELECT remove_retention_policy('plant.metrics')",
        "SELECT add_retention_policy('plant.metrics', INTERVAL '2 hours')");
    assertThat(lateRows(made, 1)).singleElement().asString().contains("2 hours");
    sql.run(
        "SELECT remove_retention_policy('plant.metrics')",
        "SELECT add_retention_policy('plant.metrics', drop_created_before => INTERVAL '2 hours')");
    assertThat(lateRows(made, 1)).as("which does not go by the rows' times").isEmpty();
    sql.run("SELECT remove_retention_policy('plant.metrics')");
    assertThat(lateRows(made, 0)).isEmpty();
  }

  private List<String> lateRows(SchemaReport report, int maxAgeDays) throws SQLException {
    return LateRows.warnings(sql.dataSource(), report, Duration.ofDays(maxAgeDays));
  }

  @Test
  void twoStartersAtOnceMakeItOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      CyclicBarrier start = new CyclicBarrier(4);
      List<Future<SchemaReport>> starters = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        starters.add(
            threads.submit(
                () -> {
                  start.await();
                  return sql.migrator(MACHINES).migrate();
                }));
      }
      List<Integer> made = new ArrayList<>();
      for (Future<SchemaReport> starter : starters) {
        made.add(starter.get().applied().size());
      }
      assertThat(made).containsExactlyInAnyOrder(0, 0, 0, 2);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aStatementThatFailsLeavesNothing() throws SQLException {
    Mapping mapping =
        TestMapping.machines("plant.metrics")
            .hypertable("1 hour", List.of("time"), "1 day", "1 year")
            .build();
    assertThatThrownBy(() -> sql.migrator(mapping).migrate())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("making plant.metrics failed")
        .hasMessageNotContaining("\n");
    assertThat(sql.values(TABLES)).isEmpty();
    assertThat(sql.values("SELECT 1 FROM pg_namespace WHERE nspname = 'plant'")).isEmpty();
  }

  @Test
  void aTableThatIsRefusedIsNotExtended() throws Exception {
    sql.migrator(MACHINES).migrate();
    Mapping wrong =
        TestMapping.of("plant.metrics")
            .column("machine", ColumnType.BIGINT)
            .column("rain", ColumnType.REAL)
            .build();
    assertThatThrownBy(() -> sql.migrator(wrong).migrate())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContainingAll("machine is text, not bigint", "machine is NOT NULL")
        .hasMessageNotContaining("rain");
    assertThat(sql.values("SELECT 1 FROM pg_attribute WHERE attname = 'rain'")).isEmpty();
  }

  @Test
  void aUniqueIndexThatIsMissingWithAColumnIsRefusedWithBoth() throws Exception {
    sql.migrator(MACHINES).migrate();
    Mapping lines =
        TestMapping.of("plant.metrics")
            .key("machine")
            .required("line", ColumnType.INTEGER)
            .column("rain", ColumnType.REAL)
            .unique(OnConflict.UPDATE, "line", "machine", "time")
            .build();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> sql.migrator(lines).migrate(), () -> sql.migrator(lines).sql())) {
      assertThatThrownBy(call)
          .isInstanceOf(SchemaRefusedException.class)
          .hasMessageContainingAll("line is missing", "has no unique index on exactly (line,")
          .hasMessageNotContaining("rain");
    }
    sql.run(
        "ALTER TABLE plant.metrics ADD COLUMN line integer",
        "CREATE UNIQUE INDEX ON plant.metrics (line, machine, time)");
    assertThat(sql.migrator(lines).sql()).hasSize(3).first().asString().contains("rain");
    assertThat(sql.migrator(lines).migrate().applied())
        .containsExactly("plant.metrics.rain", "grants on plant.metrics");
  }

  @Test
  void thereAreNoStatementsForATableThatIsRefused() throws Exception {
    sql.run(
        "CREATE SCHEMA plant",
        "CREATE TABLE plant.metrics (time timestamptz NOT NULL, machine bigint)");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> sql.migrator(MACHINES).sql())
          .isInstanceOf(SchemaRefusedException.class)
          .hasMessageContainingAll("is a plain table", "machine is bigint, not text");
      sql.run("CREATE EXTENSION IF NOT EXISTS timescaledb");
    }
    sql.run("CREATE TABLE kafka_offsets (consumer_group int)");
    assertThatThrownBy(() -> sql.migrator(TestMapping.of("other").build()).sql())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContainingAll("kafka_offsets.consumer_group is integer, not text", "topic_id");
  }

  @Test
  void aTableWithoutASchemaIsTheFirstOfTheSearchPathElseMadeInItsFirstSchema() throws Exception {
    sql.run(
        "CREATE EXTENSION timescaledb",
        "CREATE SCHEMA a",
        "CREATE SCHEMA b",
        "CREATE TABLE b.found (time timestamptz NOT NULL)",
        "SELECT create_hypertable('b.found', by_range('time'))");
    ((PGSimpleDataSource) sql.dataSource()).setCurrentSchema("a,b,public");

    assertThat(sql.migrator(TestMapping.of("found").build()).migrate().table())
        .hasToString("b.found");
    assertThat(sql.migrator(TestMapping.of("made").build()).migrate().table())
        .hasToString("a.made");
    assertThat(sql.migrator(TestMapping.of("made").build()).check().schema()).isEqualTo("a");
  }

  @Test
  void theBuiltInTableGetsFurtherColumnsAfterItsMigrations() throws Exception {
    Mapping more = withColumn(MappingFile.builtIn(), "rain");
    SchemaReport report = sql.migrator(more).migrate();
    assertThat(report.builtIn()).isTrue();
    assertThat(report.applied()).endsWith("grants", "geospatial_metrics.rain");
    sql.migrator(more).check();
    assertThat(sql.newestVersion()).isEqualTo("7");
    assertThat(sql.migrator().check().applied()).as("a file of an older release").isEmpty();
    assertThat(sql.migrator(withColumn(more, "snow")).migrate().applied())
        .containsExactly("geospatial_metrics.snow");
  }

  @Test
  void theBuiltInTableIsMadeWithItsUniqueIndexAndGrants() throws Exception {
    Mapping once = once(OnConflict.UPDATE);
    SchemaReport report = sql.migrator(once).migrate();
    assertThat(report.applied())
        .endsWith(
            "grants",
            "geospatial_metrics.sensor",
            "the unique index of geospatial_metrics",
            "grants on geospatial_metrics");
    assertThat(report.warnings()).isEmpty();
    assertThat(sql.migrator(once).migrate().applied()).isEmpty();
    assertThat(
            sql.value(
                "SELECT has_table_privilege('geostream_writer', 'geospatial_metrics', 'UPDATE')"))
        .isEqualTo("t");
  }

  @Test
  void theStatementsForTheBuiltInTableNameItsUniqueIndex() throws Exception {
    Mapping once = once(OnConflict.UPDATE);
    sql.migrator(TestMapping.of("other").build()).migrate();
    assertThat(sql.migrator(once).sql())
        .hasSize(5)
        .contains(
            "CREATE UNIQUE INDEX ON \"public\".\"geospatial_metrics\" (\"location_id\", \"sensor\", \"time\" DESC)");
  }

  @Test
  void aBuiltInTableThatIsThereGetsNoUniqueIndexAndNoMigration() throws Exception {
    sql.run(TutorialSchema.CHAPTER_3);
    List<String> before = sql.values(TABLES);
    assertThatThrownBy(() -> sql.migrator(once(OnConflict.IGNORE)).migrate())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("has no unique index on exactly (location_id, sensor, time)");
    assertThat(sql.values(TABLES)).isEqualTo(before);
  }

  private static Mapping once(OnConflict onConflict) {
    return TestMapping.of("geospatial_metrics")
        .key("location_id")
        .required("sensor", ColumnType.INTEGER)
        .unique(onConflict, "location_id", "sensor", "time")
        .build();
  }

  @Test
  void anotherTableFirstThenTheBuiltInOneAndTheOtherWayRound() throws Exception {
    sql.migrator(MACHINES).migrate();
    sql.run(
        "INSERT INTO kafka_offsets (consumer_group, cluster_id, topic, partition, next_offset, topic_id) VALUES ('g', 'c', 't', 0, 7, 'i')");
    assertThat(sql.migrator().migrate().applied())
        .containsExactly("V1", "V2", "V3", "V4", "V5", "V6", "V7", "grants");
    sql.migrator().check();
    assertThat(sql.newestVersion()).isEqualTo("7");
    assertThat(sql.migrator(MACHINES).migrate().applied()).isEmpty();
    assertThat(sql.migrator(TestMapping.of("third").build()).migrate().applied())
        .containsExactly("public.third");
    assertThat(sql.value("SELECT next_offset FROM kafka_offsets WHERE target_table IS NULL"))
        .isEqualTo("7");
  }

  @Test
  void offsetsOfAnEarlierReleaseGetTheColumn() throws Exception {
    sql.run(Scripts.read("migrations/common/V6__kafka_offsets.sql"));
    assertThat(sql.migrator(MACHINES).migrate().applied())
        .containsExactly("kafka_offsets", "plant.metrics");
    assertThat(sql.migrator(MACHINES).check().applied()).isEmpty();
  }

  @Test
  void theStatementsForTheDatabaseMakeWhatCheckAsksFor() throws Exception {
    List<String> statements = sql.migrator(MACHINES).sql();
    assertThat(sql.values("SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'")).isEmpty();
    sql.run(statements.toArray(String[]::new));
    assertThat(sql.migrator(MACHINES).check().warnings()).isEmpty();
    assertThat(sql.migrator(MACHINES).sql()).isEmpty();
    assertThat(sql.migrator(withColumn(MACHINES, "more")).sql())
        .containsExactly("ALTER TABLE \"plant\".\"metrics\" ADD COLUMN \"more\" smallint");
    assertThat(sql.migrator(MappingFile.builtIn()).sql())
        .singleElement()
        .asString()
        .contains("V1…V7, grants");
  }

  @Test
  void theStatementsForNoDatabaseMakeWhatCheckAsksFor() throws Exception {
    sql.run(MappingSql.ofEmptyDatabase(MACHINES).toArray(String[]::new));
    assertThat(sql.migrator(MACHINES).check().warnings()).isEmpty();
  }
}
