package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Login users with one membership each: what they may, and that they may nothing else. */
@RequiresTimescaleDb
class RightsIT {

  private static final String OFFSET_COLUMNS =
      "(consumer_group, cluster_id, topic, partition, next_offset, topic_id)";
  private static final String SUFFIX = Long.toString(System.nanoTime());
  private static final String WRITER = "writer_" + SUFFIX;
  private static final String READER = "reader_" + SUFFIX;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Database database;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sql owner;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sql writer;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sql reader;

  @BeforeAll
  static void migrate() throws Exception {
    database = SharedStack.freshDatabase();
    owner = Sql.asOwner(database);
    owner.migrator().migrate();
    owner.run(
        "CREATE ROLE %s LOGIN PASSWORD 'w' IN ROLE geostream_writer".formatted(WRITER),
        "CREATE ROLE %s LOGIN PASSWORD 'r' IN ROLE geostream_reader".formatted(READER),
        "INSERT INTO kafka_offsets %s VALUES ('g', 'c', 't', 0, 1, 'i')".formatted(OFFSET_COLUMNS));
    owner.insertReadings("loc_1", 50, 48);
    owner.run(
        "SELECT _timescaledb_functions.stop_background_workers()",
        "SELECT count(*) FROM (SELECT compress_chunk(chunk) FROM show_chunks('geospatial_metrics') chunk) done");
    writer = Sql.as(database, WRITER, Optional.of("w"));
    reader = Sql.as(database, READER, Optional.of("r"));
  }

  @AfterAll
  static void drop() throws SQLException {
    owner.run("DROP ROLE " + WRITER, "DROP ROLE " + READER);
    database.close();
  }

  @Test
  void theWriterChecksTheSchemaAndReadsThePolicies() throws Exception {
    writer.migrator().check();
    assertThat(writer.newestVersion()).isEqualTo("7");
    PolicyWindows windows = PolicyWindows.read(writer.dataSource(), "public");
    assertThat(windows.retention()).isPresent();
    assertThat(windows.refreshes()).hasSize(2).allMatch(PolicyWindows.Refresh::active);
    assertThat(windows.warnings(Duration.ofDays(30))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM geospatial_metrics",
        "SELECT count(*) FROM kafka_offsets",
        "UPDATE kafka_offsets SET next_offset = 2",
        "INSERT INTO kafka_offsets (consumer_group, cluster_id, topic, partition, next_offset, topic_id) VALUES ('g', 'c', 't', 1, 0, 'i')",
        "SELECT count(*) FROM geostream_schema_history",
        // Into a new chunk, and into one that is in the columnstore.
        "INSERT INTO geospatial_metrics (time, location_id, temperature) VALUES (now(), 'loc_1', 1)",
        "INSERT INTO geospatial_metrics (time, location_id, temperature) VALUES (now() - INTERVAL '49 hours', 'loc_1', 1)",
      })
  void theWriterMay(String statement) {
    assertThatCode(() -> writer.run(statement)).doesNotThrowAnyException();
  }

  @Test
  void theWriterCopiesAlsoStraightIntoTheColumnstore() throws Exception {
    try (Connection connection = writer.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET timescaledb.enable_direct_compress_copy = on");
      String rows = "2020-01-01 00:00:00+00\tdirect\t1\n".repeat(6000);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY geospatial_metrics (time, location_id, temperature) FROM STDIN",
              new java.io.StringReader(rows));
    }
    assertThat(
            owner.value(
                "SELECT is_compressed FROM timescaledb_information.chunks WHERE range_start = '2020-01-01 00:00:00+00'"))
        .isEqualTo("t");
    assertThat(writer.value("SELECT count(*) FROM geospatial_metrics WHERE location_id = 'direct'"))
        .isEqualTo("6000");
  }

  @Test
  void theWriterEndsBackendsOfItsOwnRoleOnly() throws SQLException {
    try (Connection other = writer.dataSource().getConnection();
        Connection owners = owner.dataSource().getConnection()) {
      assertThat(
              writer.value(
                  String.format(Locale.ROOT, "SELECT pg_terminate_backend(%d)", pid(other))))
          .isEqualTo("t");
      assertRefused(
          writer, String.format(Locale.ROOT, "SELECT pg_terminate_backend(%d)", pid(owners)));
    }
  }

  private static int pid(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM geospatial_metrics",
        "UPDATE geospatial_metrics SET temperature = 0",
        "TRUNCATE geospatial_metrics",
        "DROP TABLE geospatial_metrics",
        "ALTER TABLE geospatial_metrics ADD COLUMN x int",
        "SELECT drop_chunks('geospatial_metrics', INTERVAL '1 hour')",
        "DELETE FROM kafka_offsets",
        "TRUNCATE kafka_offsets",
        "SELECT count(*) FROM hourly_metrics",
        "INSERT INTO geostream_schema_history SELECT * FROM geostream_schema_history",
        "UPDATE geostream_schema_history SET success = true",
        "DELETE FROM geostream_schema_history",
        "CREATE TABLE mine (x int)",
        "SELECT remove_retention_policy('geospatial_metrics')",
      })
  void theWriterMayNot(String statement) {
    assertRefused(writer, statement);
  }

  @ParameterizedTest
  @ValueSource(strings = {"geospatial_metrics", "hourly_metrics", "daily_metrics", "kafka_offsets"})
  void theReaderReads(String table) throws SQLException {
    assertThat(Integer.parseInt(reader.value("SELECT count(*) FROM " + table))).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO geospatial_metrics (time, location_id) VALUES (now(), 'x')",
        "DELETE FROM geospatial_metrics",
        "UPDATE kafka_offsets SET next_offset = 0",
        "DELETE FROM kafka_offsets",
        "INSERT INTO kafka_offsets VALUES ('g', 'c', 't', 7, 0, 'i')",
        "SELECT count(*) FROM geostream_schema_history",
        "CREATE TABLE mine (x int)",
      })
  void theReaderMayNot(String statement) {
    assertRefused(reader, statement);
  }

  private static void assertRefused(Sql user, String statement) {
    assertThatThrownBy(() -> user.run(statement))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }
}
