package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.consumer.watch.PolicyWatch;
import io.geostream.consumer.write.WeatherTable;
import io.geostream.sql.MigrationProgress;
import io.geostream.sql.SchemaMigrator;
import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A failing policy job is seen by all who may write. */
@RequiresTimescaleDb
final class PolicyWatchIT {

  private static final String FAIL =
      """
      INSERT INTO _timescaledb_internal.bgw_job_stat (job_id, last_finish, next_start, last_successful_finish,
        last_run_success, total_runs, total_duration, total_duration_failures, total_successes, total_failures,
        total_crashes, consecutive_failures, consecutive_crashes)
      SELECT job_id, now(), now(), '-infinity', false, 1, '1 s', '1 s', 0, 1, 0, 1, 0
      FROM timescaledb_information.jobs WHERE hypertable_name = '%s' AND proc_name = '%s'
      ON CONFLICT (job_id) DO UPDATE SET last_run_success = false, last_finish = now()""";

  private static final String AGGREGATE =
      """
      CREATE MATERIALIZED VIEW %s WITH (timescaledb.continuous) AS
      SELECT time_bucket(%s) AS bucket, count(*) FROM %s GROUP BY 1 WITH NO DATA""";

  private final AtomicReference<Double> failing = new AtomicReference<>(Double.NaN);

  @Test
  void failingJobsOfTheHypertableAndItsAggregatesAreCountedAndNoOthers() throws Exception {
    PolicyWatch watch;
    try (Database database = migrated();
        HikariDataSource writer =
            pool(database, "SET ROLE geostream_writer; SET search_path = elsewhere, public")) {
      Pipeline sql = new Pipeline(SharedStack.broker(), database, "unused");
      sql.execute("SELECT _timescaledb_functions.stop_background_workers()");
      sql.execute("DELETE FROM _timescaledb_internal.bgw_job_stat");
      // The first of the search path is not where the table is.
      sql.execute("CREATE SCHEMA elsewhere");
      sql.execute("GRANT USAGE ON SCHEMA elsewhere TO geostream_writer");
      sql.execute("CREATE TABLE other (time timestamptz NOT NULL)");
      sql.execute("SELECT create_hypertable('other', 'time')");
      sql.execute("SELECT add_retention_policy('other', INTERVAL '1 day')");
      watch = new PolicyWatch(writer, WeatherTable.TARGET.name(), failing::set);
      watch.run();
      assertThat(failing).hasValue(0.0);
      sql.execute(FAIL.formatted("other", "policy_retention"));
      watch.run();
      assertThat(failing).hasValue(0.0);
      sql.execute(FAIL.formatted("geospatial_metrics", "policy_retention"));
      sql.execute(FAIL.formatted("hourly_metrics", "policy_refresh_continuous_aggregate"));
      watch.run();
      assertThat(failing).hasValue(2.0);
      sql.execute("UPDATE _timescaledb_internal.bgw_job_stat SET last_run_success = true");
      watch.run();
      assertThat(failing).hasValue(0.0);
    }
    watch.run();
    assertThat(failing.get()).as("of a database that cannot be asked").isNaN();
  }

  @Test
  void jobsOfAggregatesInAnotherSchemaAndOfTheirAggregatesCount() throws Exception {
    try (Database database = migrated();
        HikariDataSource writer = pool(database, "SET ROLE geostream_writer")) {
      Pipeline sql = new Pipeline(SharedStack.broker(), database, "unused");
      sql.execute("SELECT _timescaledb_functions.stop_background_workers()");
      sql.execute("DELETE FROM _timescaledb_internal.bgw_job_stat");
      sql.execute("CREATE SCHEMA reports");
      sql.execute(
          AGGREGATE.formatted(
              "reports.per_minute", "INTERVAL '1 minute', time", "public.geospatial_metrics"));
      sql.execute(
          AGGREGATE.formatted(
              "reports.per_week", "INTERVAL '7 days', bucket", "reports.per_minute"));
      PolicyWatch watch = new PolicyWatch(writer, WeatherTable.TARGET.name(), failing::set);
      for (String aggregate : List.of("per_minute", "per_week")) {
        sql.execute(
            "SELECT add_continuous_aggregate_policy('reports.%s', NULL, INTERVAL '1 day', INTERVAL '1 hour')"
                .formatted(aggregate));
      }
      sql.execute(FAIL.formatted("per_minute", "policy_refresh_continuous_aggregate"));
      watch.run();
      assertThat(failing).hasValue(1.0);
      sql.execute(FAIL.formatted("per_week", "policy_refresh_continuous_aggregate"));
      watch.run();
      assertThat(failing).hasValue(2.0);
    }
  }

  /** With the schema, and the server with the role of its writers, which the schema makes. */
  private static Database migrated() throws Exception {
    Database database = SharedStack.freshDatabase();
    try (HikariDataSource owner = pool(database, "SET client_min_messages = warning")) {
      new SchemaMigrator(owner, MappingFile.builtIn(), false, MigrationProgress.none()).migrate();
    }
    return database;
  }

  private static HikariDataSource pool(Database database, String first) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.user());
    database.password().ifPresent(config::setPassword);
    config.setMaximumPoolSize(1);
    config.setConnectionInitSql(first);
    return new HikariDataSource(config);
  }
}
