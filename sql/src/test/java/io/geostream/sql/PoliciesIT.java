package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The policies do what they are there for. The tests run them: the server's own workers are off.
 */
@RequiresTimescaleDb
class PoliciesIT {

  private Database database;
  private Sql sql;

  @BeforeEach
  void migrate() throws Exception {
    database = SharedStack.freshDatabase();
    sql = Sql.asOwner(database);
    sql.migrator().migrate();
    sql.run("SELECT _timescaledb_functions.stop_background_workers()");
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void lateReadingsOfThirtyDaysReachTheAggregatesWithTheNextRefresh() throws SQLException {
    sql.insertReadings("loc_1", 24 * 31, 0);
    sql.runJobs("policy_refresh_continuous_aggregate");
    sql.insertReadings("late", 24 * 30, 24 * 30 - 2);
    assertThat(count("hourly_metrics", "late")).as("before the refresh").isZero();

    sql.runJobs("policy_refresh_continuous_aggregate");

    assertThat(count("hourly_metrics", "late")).isEqualTo(12);
    assertThat(count("daily_metrics", "late")).isEqualTo(12);
  }

  @Test
  void newReadingsShowInTheAggregatesAtOnce() throws SQLException {
    sql.insertReadings("loc_1", 3, 0);
    assertThat(count("hourly_metrics", "loc_1")).isEqualTo(18);
    sql.runJobs("policy_refresh_continuous_aggregate");
    sql.run(
        "INSERT INTO geospatial_metrics (time, location_id, temperature) VALUES (now(), 'loc_1', 20)");
    assertThat(count("hourly_metrics", "loc_1")).isEqualTo(19);
    assertThat(count("daily_metrics", "loc_1")).isEqualTo(19);
  }

  @Test
  void theColumnstorePolicyTakesOldChunksAndMakesOneOfADay() throws SQLException {
    sql.insertReadings("loc_1", 24 * 6, 0);
    long rows = count("geospatial_metrics", "loc_1", "count(*)");

    sql.runJobs("policy_compression");

    String ofReadings =
        "SELECT count(*) FROM timescaledb_information.chunks WHERE hypertable_name = 'geospatial_metrics' AND ";
    assertThat(sql.value(ofReadings + "NOT is_compressed AND range_end < now() - INTERVAL '1 day'"))
        .isEqualTo("0");
    assertThat(sql.value(ofReadings + "is_compressed AND range_end > now() - INTERVAL '1 day'"))
        .isEqualTo("0");
    // 120 hours, not cut where days begin.
    assertThat(Integer.parseInt(sql.value(ofReadings + "is_compressed"))).isBetween(5, 7);
    assertThat(count("geospatial_metrics", "loc_1", "count(*)")).isEqualTo(rows);

    sql.insertReadings("late", 24 * 4, 24 * 4 - 3);
    sql.runJobs("policy_compression");
    assertThat(count("geospatial_metrics", "late", "count(*)")).isEqualTo(18);
  }

  @Test
  void retentionDropsReadingsAfterAYearAndTheAggregatesKeepThem() throws SQLException {
    sql.insertReadings("old", 24 * 370, 24 * 370 - 2);
    sql.insertReadings("kept", 24 * 360, 24 * 360 - 2);
    sql.run("CALL refresh_continuous_aggregate('daily_metrics', NULL, now() - INTERVAL '1 day')");

    sql.runJobs("policy_retention");
    sql.runJobs("policy_refresh_continuous_aggregate");

    assertThat(sql.values("SELECT DISTINCT location_id FROM geospatial_metrics"))
        .containsExactly("kept");
    assertThat(count("daily_metrics", "old")).isEqualTo(12);
  }

  @Test
  void directCompressIsNotSwitchedOffByAKey() throws SQLException {
    try (Connection connection = sql.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET timescaledb.enable_direct_compress_insert = on");
      statement.execute(
          "INSERT INTO geospatial_metrics (time, location_id, temperature) SELECT now() - INTERVAL '2 hours', 'loc_1', 1 FROM generate_series(1, 20000)");
      assertThat((Object) statement.getWarnings()).isNull();
    }
    assertThat(
            sql.value(
                "SELECT bool_or(is_compressed) FROM timescaledb_information.chunks WHERE hypertable_name = 'geospatial_metrics'"))
        .isEqualTo("t");
  }

  @Test
  void theWindowsFitTheDefaultMaxAge() throws SQLException {
    PolicyWindows windows = PolicyWindows.read(sql.dataSource(), "public");
    assertThat(windows.warnings(Duration.ofDays(30))).isEmpty();
    assertThat(windows.retention()).contains(Duration.ofDays(365).plusHours(6));

    sql.run(
        "SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs WHERE hypertable_name = 'hourly_metrics'",
        "SELECT remove_retention_policy('geospatial_metrics')",
        "SELECT add_retention_policy('geospatial_metrics', INTERVAL '20 days')");

    assertThat(PolicyWindows.read(sql.dataSource(), "public").warnings(Duration.ofDays(30)))
        .containsExactly(
            "hourly_metrics has no active refresh policy: late readings do not reach it",
            "daily_metrics is refreshed for 32 days back, but rows are kept for 20 days only: a refresh deletes its history with the rows");
  }

  private long count(String aggregate, String location) throws SQLException {
    return count(aggregate, location, "coalesce(sum(record_count), 0)");
  }

  private long count(String table, String location, String what) throws SQLException {
    return Long.parseLong(
        sql.value("SELECT %s FROM %s WHERE location_id = '%s'".formatted(what, table, location)));
  }
}
