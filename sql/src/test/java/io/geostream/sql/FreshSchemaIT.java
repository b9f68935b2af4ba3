package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RequiresTimescaleDb
class FreshSchemaIT {

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Database database;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sql sql;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static SchemaReport report;

  @BeforeAll
  static void migrate() throws Exception {
    database = SharedStack.freshDatabase();
    sql = Sql.asOwner(database);
    report = sql.migrator().migrate();
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Test
  void saysWhatItAppliedAndNothingTheSecondTime() throws Exception {
    assertThat(report.applied())
        .containsExactly("V1", "V2", "V3", "V4", "V5", "V6", "V7", "grants");
    assertThat(report.server()).startsWith("TimescaleDB ");
    assertThat(report.schema()).isEqualTo("public");
    assertThat(report.warnings()).isEmpty();
    assertThat(sql.migrator().migrate().applied()).isEmpty();
    sql.migrator().check();
    assertThat(sql.newestVersion()).isEqualTo("7");
  }

  @Test
  void readingsAreAHypertableWithHourlyChunksAndTwoIndexes() throws SQLException {
    assertThat(
            sql.values(
                "SELECT column_name || ' ' || time_interval FROM timescaledb_information.dimensions WHERE hypertable_name = 'geospatial_metrics'"))
        .containsExactly("time 01:00:00");
    assertThat(indexes(sql))
        .containsExactly("btree (\"time\" DESC)", "btree (location_id, \"time\" DESC)");
    assertThat(
            sql.value(
                "SELECT concat_ws('|', segmentby, orderby, compress_interval_length) FROM timescaledb_information.hypertable_columnstore_settings WHERE hypertable = 'geospatial_metrics'::regclass"))
        .isEqualTo("location_id|\"time\" DESC|1 day");
  }

  static List<String> indexes(Sql sql) throws SQLException {
    return sql.values(
        "SELECT regexp_replace(indexdef, '.* USING ', '') FROM pg_indexes WHERE tablename = 'geospatial_metrics' ORDER BY 1");
  }

  @Test
  void policiesAreThoseThatTheTutorialMeans() throws SQLException {
    assertThat(policies(sql))
        .containsExactly(
            "daily_metrics policy_refresh_continuous_aggregate 32 days 01:00:00",
            "geospatial_metrics policy_compression 1 day",
            "geospatial_metrics policy_retention 1 year",
            "hourly_metrics policy_refresh_continuous_aggregate 32 days 01:00:00");
    assertThat(
            sql.values(
                "SELECT view_name || materialized_only FROM timescaledb_information.continuous_aggregates ORDER BY 1"))
        .containsExactly("daily_metricsfalse", "hourly_metricsfalse");
  }

  static List<String> policies(Sql sql) throws SQLException {
    return sql.values(
        """
        SELECT concat_ws(' ', hypertable_name, proc_name, config ->> 'compress_after', config ->> 'drop_after',
                              config ->> 'start_offset', config ->> 'end_offset')
          FROM timescaledb_information.jobs
         WHERE hypertable_name IS NOT NULL
         ORDER BY 1
        """);
  }

  @Test
  void aggregatesHaveTheTutorialsColumns() throws SQLException {
    assertThat(columns(sql, "hourly_metrics"))
        .containsExactly(
            "hour timestamp with time zone",
            "location_id text",
            "avg_temperature double precision",
            "avg_humidity double precision",
            "avg_pressure double precision",
            "avg_wind_speed double precision",
            "record_count bigint");
    assertThat(columns(sql, "daily_metrics"))
        .containsExactly(
            "day timestamp with time zone",
            "location_id text",
            "avg_temperature double precision",
            "max_temperature double precision",
            "min_temperature double precision",
            "avg_humidity double precision",
            "avg_pressure double precision",
            "avg_wind_speed double precision",
            "record_count bigint");
  }

  static List<String> columns(Sql sql, String table) throws SQLException {
    return sql.values(
        "SELECT column_name || ' ' || data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '%s' ORDER BY ordinal_position"
            .formatted(table));
  }

  @Test
  void offsetsAreNeverNegative() {
    assertThatThrownBy(
            () ->
                sql.run(
                    "INSERT INTO kafka_offsets (consumer_group, cluster_id, topic, partition, next_offset, topic_id) VALUES ('g', 'c', 't', 0, -1, 'i')"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("kafka_offsets_next_offset_check");
  }
}
