package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.Database;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that is not empty is taken in with its rows, and ends like a fresh one. */
@RequiresTimescaleDb
class AdoptionIT {

  private static final String ROWS = Integer.toString(2 * 48 * 6);

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
  void takesInTheTableOfTheTutorialsPythonConsumer() throws Exception {
    sql.run(TutorialSchema.CHAPTER_3);
    insertHistory();

    assertThat(sql.migrator().migrate().warnings())
        .singleElement()
        .asString()
        .contains("idx_geospatial_metrics_time");

    // It is not ours to drop.
    sql.run("DROP INDEX idx_geospatial_metrics_time");
    assertLikeAFreshOneWithItsHistory();
  }

  @Test
  void takesInTheTutorialsOptimizedTableWithItsAggregatesAndPolicies() throws Exception {
    sql.run(TutorialSchema.CHAPTER_4);
    sql.run(TutorialSchema.CHAPTER_4_AGGREGATES);
    insertHistory();
    sql.run(
        "SELECT compress_chunk(chunk) FROM show_chunks('geospatial_metrics', older_than => INTERVAL '99 days') chunk");

    sql.migrator().migrate();

    assertLikeAFreshOneWithItsHistory();
  }

  @Test
  void turnsOurPlainSchemaIntoAHypertableOnceTheExtensionIsThere() throws Exception {
    sql.migratePlain();
    insertHistory();

    sql.migrator().migrate();

    assertLikeAFreshOneWithItsHistory();
  }

  @Test
  void aRefreshOfTheHistoryThatIsKilledIsAnOutageAndIsDoneAgain() throws Exception {
    migrateUpToTheRefresh();
    ExecutorService background = Executors.newSingleThreadExecutor();
    try (Connection blocker = sql.dataSource().getConnection();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(oldestChunk()));
      Future<SchemaReport> killed = background.submit(() -> sql.migrator().migrate());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  sql.values(
                      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'relation'"),
              ended -> ended.contains("t"));
      assertThatThrownBy(killed::get).hasRootCauseInstanceOf(SQLException.class);
    } finally {
      background.shutdownNow();
    }
    assertThat(sql.value("SELECT max(version) FROM geostream_schema_history")).isEqualTo("3");
    assertThatThrownBy(() -> sql.migrator().check())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("lacks V4…V7");

    sql.migrator().migrate();

    assertLikeAFreshOneWithItsHistory();
  }

  private void migrateUpToTheRefresh() throws Exception {
    sql.migrator().migrate();
    sql.run(
        "SELECT _timescaledb_functions.stop_background_workers()",
        "DELETE FROM geostream_schema_history WHERE version IN ('4', '5', '6', '7') OR version IS NULL");
    insertHistory();
  }

  private String oldestChunk() throws SQLException {
    return sql.value(
        "SELECT format('%I.%I', chunk_schema, chunk_name) FROM timescaledb_information.chunks ORDER BY range_end LIMIT 1");
  }

  @Test
  void aRefreshOfTheHistoryThatFailedIsDoneAgain() throws Exception {
    migrateUpToTheRefresh();
    sql.run(
        "INSERT INTO geostream_schema_history SELECT 4, '4', 'refresh history', type, 'V4__refresh_history.sql', checksum, installed_by, now(), 1, false FROM geostream_schema_history WHERE version = '3'");
    assertThatThrownBy(() -> sql.migrator().check())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("lacks V4…V7");

    assertThat(sql.migrator().migrate().applied())
        .containsExactly("V4", "V5", "V6", "V7", "grants");

    assertLikeAFreshOneWithItsHistory();
  }

  @Test
  void anUnfinishedIndexOfMoreChunksThanTheServerHasLocksForIsMadeAgain() throws Exception {
    try (OwnServer own =
        OwnServer.start(Map.of("max_locks_per_transaction", "10", "max_connections", "20"))) {
      Sql small = Sql.asOwner(own.database());
      small.run(
          "CREATE EXTENSION timescaledb",
          TutorialSchema.TABLE,
          "SELECT create_hypertable('geospatial_metrics', 'time', chunk_time_interval => INTERVAL '1 hour')");
      for (int day = 1; day <= 30; day++) {
        small.insertReadings("loc_1", 24 * day, 24 * (day - 1));
      }
      small.run(
          "CREATE INDEX idx_geospatial_metrics_location_time ON geospatial_metrics (location_id, time DESC) WITH (timescaledb.transaction_per_chunk)",
          "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'idx_geospatial_metrics_location_time'::regclass");

      small.migrator().migrate();

      assertThat(
              small.value(
                  "SELECT indisvalid FROM pg_index WHERE indexrelid = 'idx_geospatial_metrics_location_time'::regclass"))
          .isEqualTo("t");
    }
  }

  /** Some from long before what the refresh policies look back to, some up to now. */
  private void insertHistory() throws SQLException {
    sql.insertReadings("loc_1", 24 * 100, 24 * 98);
    sql.insertReadings("loc_1", 48, 0);
  }

  private void assertLikeAFreshOneWithItsHistory() throws Exception {
    try (Database other = SharedStack.freshDatabase()) {
      Sql fresh = Sql.asOwner(other);
      fresh.migrator().migrate();
      assertThat(FreshSchemaIT.indexes(sql)).isEqualTo(FreshSchemaIT.indexes(fresh));
      assertThat(FreshSchemaIT.policies(sql)).isEqualTo(FreshSchemaIT.policies(fresh));
      for (String question :
          new String[] {
            "SELECT time_interval FROM timescaledb_information.dimensions WHERE hypertable_name = 'geospatial_metrics'",
            "SELECT concat_ws('|', segmentby, orderby, compress_interval_length) FROM timescaledb_information.hypertable_columnstore_settings WHERE hypertable = 'geospatial_metrics'::regclass",
            "SELECT string_agg(view_name || materialized_only, ',' ORDER BY view_name) FROM timescaledb_information.continuous_aggregates",
          }) {
        assertThat(sql.value(question)).isEqualTo(fresh.value(question));
      }
    }
    // They would do the same work at the same time.
    sql.run("SELECT _timescaledb_functions.stop_background_workers()");
    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo(ROWS);
    assertThat(materialized("hourly_metrics", "hour", "1 hour")).isEqualTo("t");
    assertThat(materialized("daily_metrics", "day", "1 day")).isEqualTo("t");
    assertThat(sql.migrator().check().applied()).isEmpty();
  }

  /** Whether all buckets before today are stored, with the right counts. */
  private String materialized(String aggregate, String bucket, String width) throws SQLException {
    sql.run(
        "ALTER MATERIALIZED VIEW %s SET (timescaledb.materialized_only = true)"
            .formatted(aggregate));
    String equal =
        sql.value(
            """
            SELECT (SELECT array_agg((%s, record_count) ORDER BY %s) FROM %s WHERE %s < time_bucket('1 day', now()))
                 = (SELECT array_agg((t, n) ORDER BY t) FROM (SELECT time_bucket('%s', time) t, count(*) n FROM geospatial_metrics
                     WHERE time < time_bucket('1 day', now()) GROUP BY 1) raw)
            """
                .formatted(bucket, bucket, aggregate, bucket, width));
    sql.run(
        "ALTER MATERIALIZED VIEW %s SET (timescaledb.materialized_only = false)"
            .formatted(aggregate));
    return equal;
  }
}
