package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.TestLogin;
import io.geostream.sql.MigrationProgress;
import io.geostream.sql.SchemaMigrator;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A database of one test with {@code geospatial_metrics}: what writes into it, and looks at it. */
public final class WrittenTable implements AutoCloseable {

  private static final int CONNECTIONS = 8;

  private final Database database;
  private final HikariDataSource pool;

  private WrittenTable() {
    database = SharedStack.freshDatabase();
    pool = open(CONNECTIONS);
  }

  /** With the schema that ships, whose policies do not run by themselves. */
  public static WrittenTable onTimescaleDb() throws Exception {
    WrittenTable table = new WrittenTable();
    new SchemaMigrator(table.pool, MappingFile.builtIn(), false, MigrationProgress.none())
        .migrate();
    table.execute("SELECT _timescaledb_functions.stop_background_workers()");
    return table;
  }

  /** On a database without any extension. */
  public static WrittenTable plain() throws SQLException {
    WrittenTable table = new WrittenTable();
    table.execute(
        """
        CREATE TABLE geospatial_metrics (time timestamptz, location_id text, latitude float8, longitude float8,
          temperature float8, humidity float8, pressure float8, wind_speed float8, wind_direction float8)""",
        """
        CREATE TABLE kafka_offsets (consumer_group text, cluster_id text, topic text, partition int, next_offset bigint,
          topic_id text, leader_epoch int, updated_at timestamptz, target_table text,
          PRIMARY KEY (consumer_group, cluster_id, topic, partition))""");
    return table;
  }

  /** Where it is. */
  public Database database() {
    return database;
  }

  /** Pooled connections, as the consumer has them. */
  public HikariDataSource pool() {
    return pool;
  }

  /** Another such pool, opened now. */
  public HikariDataSource open(int connections) {
    return DatabasePool.open(TestLogin.to(database), connections);
  }

  /** A connection of its own. */
  public Connection connect() throws SQLException {
    return database.connect();
  }

  /** Who writes one partition. */
  public PartitionWriter writer(int partition) throws SQLException {
    return new PartitionWriter(pool, partition);
  }

  /** Makes the chunks of so many hours, with nothing in them. */
  public void makeChunks(long from, int hours) throws SQLException {
    execute(
        String.format(
            Locale.ROOT,
            "INSERT INTO geospatial_metrics (time, location_id) SELECT to_timestamp(%d / 1e6) + hour * INTERVAL '1 hour', 'none' FROM generate_series(0, %d) AS hour",
            from,
            hours - 1),
        "DELETE FROM geospatial_metrics");
  }

  /** The rows that everybody sees. */
  public long count() throws SQLException {
    return number("SELECT count(*) FROM geospatial_metrics");
  }

  /** What the chunks' own tables hold; the columnstore has others. */
  public long rowsInRowstore() throws SQLException {
    long rows = 0;
    for (String chunk : chunks()) {
      rows += number("SELECT count(*) FROM ONLY " + chunk);
    }
    return rows;
  }

  /** The chunks, in the order of their times. */
  public List<String> chunks() throws SQLException {
    return strings(
        """
        SELECT format('%I.%I', chunk_schema, chunk_name) FROM timescaledb_information.chunks
         WHERE hypertable_name = 'geospatial_metrics' ORDER BY range_start""");
  }

  /** What each chunk is. */
  public List<String> statusOfChunks() throws SQLException {
    return strings(
        "SELECT _timescaledb_functions.chunk_status_text(chunk) FROM show_chunks('geospatial_metrics') chunk");
  }

  /** The compressed batches, each of up to a thousand rows. */
  public long segments() throws SQLException {
    long segments = 0;
    for (String relation :
        strings(
            """
            SELECT format('%I.%I', store.schema_name, store.table_name)
              FROM _timescaledb_catalog.chunk raw
              JOIN _timescaledb_catalog.chunk store ON store.id = raw.compressed_chunk_id""")) {
      segments += number("SELECT count(*) FROM " + relation);
    }
    return segments;
  }

  /** Runs the columnstore policy as its schedule does, twice: some chunks need both. */
  public void runPolicy() throws SQLException {
    String run =
        String.format(
            Locale.ROOT,
            "CALL run_job(%d)",
            number(
                "SELECT job_id FROM timescaledb_information.jobs WHERE hypertable_name = 'geospatial_metrics' AND proc_name = 'policy_compression'"));
    execute(run, run);
  }

  /** Waits until some backend of this database waits for a lock. */
  public void awaitABlockedWriter() {
    await()
        .until(
            () ->
                number(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
                    > 0);
  }

  /** So many rows are seen, now, and when the policy has put all in order. */
  public void assertInSight(long rows) throws SQLException {
    assertThat(count()).isEqualTo(rows);
    runPolicy();
    assertThat(count()).as("after the policy").isEqualTo(rows);
  }

  public String quotedName() throws SQLException {
    return strings("SELECT quote_ident(current_database())").get(0);
  }

  public long number(String sql) throws SQLException {
    return Long.parseLong(strings(sql).get(0));
  }

  public List<String> strings(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return strings(connection, sql);
    }
  }

  static List<String> strings(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> strings = new ArrayList<>();
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
      return strings;
    }
  }

  public void execute(String... sql) throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, sql);
    }
  }

  public static void execute(Connection connection, String... sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }

  @Override
  public void close() {
    pool.close();
    database.close();
  }
}
