package io.geostream.e2e.observe;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Sql;
import io.geostream.stack.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Fills a database that has the schema with 31 days of readings: all but the last two days in the
 * columnstore, in chunks of a day, as the policy leaves them; those in chunks of an hour, as the
 * consumer writes them; the aggregates refreshed.
 *
 * <p>With {@code -Dobserve.rows=10000000} ten million; by default fewer, so that the build stays
 * quick.
 */
final class ReadingsData {

  static final long ROWS = Long.getLong("observe.rows", 1_000_000);

  /** As many as there are stations. */
  static final int LOCATIONS = 1_001;

  private static final int OLD_DAYS = 30;
  private static final int CONNECTIONS = 2;
  private static final int POLICIES = 4;
  private static final Duration FIRST_RUN = Duration.ofSeconds(60);
  private static final String COLUMNS =
      "location_id, latitude, longitude, temperature, humidity, pressure, wind_speed, wind_direction";

  private final Database database;
  private final Instant end;

  private ReadingsData(Database database, Instant end) {
    this.database = database;
    this.end = end;
  }

  /** Returns the end of the data, which is now. */
  static Instant fill(Database database) throws Exception {
    ReadingsData data = new ReadingsData(database, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    data.prepare();
    data.fillOldDays();
    data.fillLastDays();
    data.finish();
    return data.end;
  }

  /**
   * The policies would do the same work at the same time: not after their first run, on no row yet.
   */
  private void prepare() throws SQLException {
    Sql sql = new Sql(database::connect);
    run(
        "SELECT alter_job(job_id, next_start => now()) FROM timescaledb_information.jobs WHERE hypertable_name IS NOT NULL");
    await()
        .atMost(FIRST_RUN)
        .until(
            () ->
                sql.number(
                        "SELECT count(*) FROM timescaledb_information.job_stats WHERE total_runs > 0 AND hypertable_name IS NOT NULL")
                    == POLICIES);
    run(
        "SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs WHERE hypertable_name IS NOT NULL",
        "SELECT set_chunk_time_interval('geospatial_metrics', INTERVAL '1 day')",
        oneDay());
  }

  private static String oneDay() {
    long readings = ROWS / (LOCATIONS * (OLD_DAYS + 1));
    try (InputStream file = ReadingsData.class.getResourceAsStream("one-day.sql")) {
      if (file == null) {
        throw new IllegalStateException("one-day.sql is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${readings}", Long.toString(readings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fillOldDays() throws Exception {
    List<Callable<@Nullable Void>> days = new ArrayList<>();
    for (int day = OLD_DAYS + 1; day > 1; day--) {
      Instant start = startOfDay(day);
      days.add(() -> run("SET timescaledb.enable_direct_compress_insert = on", insert(start, "")));
    }
    inParallel(days);
  }

  private void fillLastDays() throws Exception {
    run("SELECT set_chunk_time_interval('geospatial_metrics', INTERVAL '1 hour')");
    List<Callable<@Nullable Void>> days = new ArrayList<>();
    for (int day = 1; day >= 0; day--) {
      Instant start = startOfDay(day);
      String untilNow =
          String.format(
              Locale.ROOT,
              " WHERE at <= INTERVAL '%d s' ORDER BY at",
              Duration.between(start, end).toSeconds());
      days.add(() -> run(insert(start, untilNow)));
    }
    inParallel(days);
  }

  /** And converts one chunk as the policy does, which then knows its size before and after. */
  private void finish() throws Exception {
    inParallel(List.of(() -> refresh("hourly_metrics"), () -> refresh("daily_metrics")));
    run(
        """
        INSERT INTO kafka_offsets (consumer_group, cluster_id, topic, partition, next_offset, topic_id)
        SELECT 'geospatial-processors', 'cluster', 'geospatial-data', n, 1000 * n, 'topic'
          FROM generate_series(0, 5) AS n""",
        """
        DO $$
        DECLARE
            oldest regclass;
        BEGIN
            SELECT format('%I.%I', chunk_schema, chunk_name)::regclass INTO oldest
              FROM timescaledb_information.chunks
             WHERE hypertable_name = 'geospatial_metrics' AND NOT is_compressed
             ORDER BY range_start
             LIMIT 1;
            CALL convert_to_columnstore(oldest);
        END $$""",
        "DROP TABLE one_day",
        "ANALYZE geospatial_metrics");
  }

  private @Nullable Void refresh(String aggregate) throws SQLException {
    return run(
        "CALL refresh_continuous_aggregate('%s', now() - INTERVAL '32 days', now() - INTERVAL '1 hour')"
            .formatted(aggregate));
  }

  private static String insert(Instant start, String which) {
    return "INSERT INTO geospatial_metrics (time, %s) SELECT TIMESTAMPTZ '%s' + at, %s FROM one_day%s"
        .formatted(COLUMNS, start, COLUMNS, which);
  }

  private Instant startOfDay(int daysAgo) {
    return end.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(daysAgo));
  }

  private @Nullable Void run(String... statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
    return null;
  }

  private static void inParallel(List<Callable<@Nullable Void>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      for (Future<@Nullable Void> task : threads.invokeAll(tasks)) {
        task.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
