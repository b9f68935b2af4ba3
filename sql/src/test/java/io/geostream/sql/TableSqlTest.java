package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.TableName;
import io.geostream.common.mapping.file.MappingFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The statements for a mapping's table, without a database. */
class TableSqlTest {

  private static TableSql on(Flavour flavour, Mapping mapping) {
    return new TableSql(mapping, mapping.table(), flavour, new Place("public", "ext"));
  }

  @Test
  void aHypertableHasAllThatTheMappingSays() {
    TableSql sql = on(Flavour.TIMESCALEDB, TestMapping.machines("plant.metrics").build());
    assertThat(sql.make())
        .containsExactly(
            """
            CREATE TABLE "plant"."metrics" (
                "time" timestamptz NOT NULL,
                "machine" text NOT NULL,
                "temperature" double precision,
                "cycles" bigint
            )""",
            "SELECT \"ext\".create_hypertable('\"plant\".\"metrics\"', \"ext\".by_range('time', INTERVAL '1 hour'), create_default_indexes => false)",
            "CREATE INDEX ON \"plant\".\"metrics\" (\"time\" DESC)",
            "CREATE INDEX ON \"plant\".\"metrics\" (\"machine\", \"time\" DESC)",
            "ALTER TABLE \"plant\".\"metrics\" SET (timescaledb.enable_columnstore = true, timescaledb.segmentby = '\"machine\"', timescaledb.orderby = '\"time\" DESC')",
            "CALL \"ext\".add_columnstore_policy('\"plant\".\"metrics\"', after => INTERVAL '2 days')",
            "SELECT \"ext\".add_retention_policy('\"plant\".\"metrics\"', drop_after => INTERVAL '3 months')");
    assertThat(sql.makeSchema()).isEqualTo("CREATE SCHEMA \"plant\"");
  }

  @Test
  void aPlainTableHasTheSameColumnsAndIndexes() {
    Mapping mapping = TestMapping.machines("plant.metrics").build();
    List<String> plain = on(Flavour.POSTGRESQL, mapping).make();
    assertThat(plain).hasSize(3);
    assertThat(on(Flavour.TIMESCALEDB, mapping).make()).containsAll(plain);
  }

  @Test
  void whatIsNotAskedForIsNotMade() {
    List<String> statements = on(Flavour.TIMESCALEDB, TestMapping.of("m").build()).make();
    assertThat(statements)
        .noneMatch(statement -> statement.contains("policy"))
        .contains(
            "ALTER TABLE \"m\" SET (timescaledb.enable_columnstore = true, timescaledb.segmentby = '', timescaledb.orderby = '\"time\" DESC')");
    assertThat(indexes(statements)).containsExactly("CREATE INDEX ON \"m\" (\"time\" DESC)");
  }

  @Test
  void aUniqueIndexOfKeyAndTimeServesSearchesToo() {
    Mapping mapping =
        TestMapping.machines("m").unique(OnConflict.IGNORE, "time", "machine").build();
    assertThat(indexes(on(Flavour.TIMESCALEDB, mapping).make()))
        .containsExactly(
            "CREATE INDEX ON \"m\" (\"time\" DESC)",
            "CREATE UNIQUE INDEX ON \"m\" (\"machine\", \"time\" DESC)");
  }

  @Test
  void aUniqueIndexOfOtherColumnsIsOneMore() {
    Mapping mapping =
        TestMapping.machines("m")
            .required("line", ColumnType.INTEGER)
            .unique(OnConflict.REFUSE, "line", "machine", "time")
            .build();
    assertThat(indexes(on(Flavour.POSTGRESQL, mapping).make()))
        .containsExactly(
            "CREATE INDEX ON \"m\" (\"time\" DESC)",
            "CREATE INDEX ON \"m\" (\"machine\", \"time\" DESC)",
            "CREATE UNIQUE INDEX ON \"m\" (\"line\", \"machine\", \"time\" DESC)");
  }

  private static List<String> indexes(List<String> statements) {
    return statements.stream().filter(statement -> statement.contains(" INDEX ")).toList();
  }

  @Test
  void everyNameIsQuoted() {
    Mapping mapping =
        TestMapping.of(new TableName(Optional.of("a.b"), "my \"table"), "time \"x")
            .key("back\\slash'")
            .segmentBy("back\\slash'")
            .build();
    assertThat(on(Flavour.TIMESCALEDB, mapping).make())
        .contains(
            "SELECT \"ext\".create_hypertable('\"a.b\".\"my \"\"table\"', \"ext\".by_range('time \"x', INTERVAL '1 day'), create_default_indexes => false)",
            "CREATE INDEX ON \"a.b\".\"my \"\"table\" (\"back\\slash'\", \"time \"\"x\" DESC)",
            "ALTER TABLE \"a.b\".\"my \"\"table\" SET (timescaledb.enable_columnstore = true, timescaledb.segmentby = E'\"back\\\\slash''\"', timescaledb.orderby = '\"time \"\"x\" DESC')");
  }

  @Test
  void anAddedColumnIsNullableThoughItIsRequired() {
    Mapping mapping = TestMapping.of("m").required("line", ColumnType.NUMERIC).build();
    assertThat(on(Flavour.TIMESCALEDB, mapping).add(mapping.column("line")))
        .isEqualTo("ALTER TABLE \"m\" ADD COLUMN \"line\" numeric");
  }

  @Test
  void theWriterMayUpdateOnlyWithUpdate() {
    Mapping machines = TestMapping.machines("m").build();
    assertThat(MappingSql.ofEmptyDatabase(machines))
        .endsWith(
            "GRANT SELECT, INSERT ON \"m\" TO geostream_writer",
            "GRANT SELECT ON \"m\" TO geostream_reader");
    Mapping update = TestMapping.machines("m").unique(OnConflict.UPDATE, "machine", "time").build();
    assertThat(MappingSql.ofEmptyDatabase(update))
        .contains("GRANT SELECT, INSERT, UPDATE ON \"m\" TO geostream_writer");
  }

  @Test
  void forTheBuiltInTableTheMigrationsAreNamed() {
    assertThat(MappingSql.ofEmptyDatabase(MappingFile.builtIn()))
        .singleElement()
        .asString()
        .startsWith("-- ")
        .contains("migrate");
    Mapping more = TestMapping.of("geospatial_metrics").column("rain", ColumnType.REAL).build();
    assertThat(MappingSql.ofEmptyDatabase(more))
        .hasSize(2)
        .contains("ALTER TABLE \"geospatial_metrics\" ADD COLUMN \"rain\" real");
    Mapping once =
        TestMapping.of("geospatial_metrics")
            .key("location_id")
            .unique(OnConflict.UPDATE, "location_id", "time")
            .build();
    assertThat(MappingSql.ofEmptyDatabase(once))
        .contains(
            "CREATE UNIQUE INDEX ON \"geospatial_metrics\" (\"location_id\", \"time\" DESC)",
            "GRANT SELECT, INSERT, UPDATE ON \"geospatial_metrics\" TO geostream_writer");
  }
}
