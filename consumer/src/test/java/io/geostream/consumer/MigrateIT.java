package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration takes as long as it needs, and one that fails is no outage. */
@RequiresTimescaleDb
final class MigrateIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** That a statement of the migration has been waiting longer than the URL lets a batch wait. */
  private static final String WAITS_LONG =
      "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep' AND query_start < clock_timestamp() - INTERVAL '3 seconds')";

  @TempDir Path folder;

  private Database database;

  @BeforeEach
  void createPlainTable() throws SQLException {
    database = SharedStack.freshDatabase();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE geospatial_metrics (time timestamptz NOT NULL, location_id text NOT NULL,
            latitude double precision, longitude double precision, temperature double precision,
            humidity double precision, pressure double precision, wind_speed double precision,
            wind_direction double precision)
          """);
      statement.execute(
          "INSERT INTO geospatial_metrics (time, location_id) SELECT now(), 'loc_1' FROM generate_series(1, 100)");
    }
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private Program migrate() {
    return ConsumerJar.tool(
        database,
        folder,
        List.of(
            "migrate",
            "--database-url",
            impatient(database.jdbcUrl()),
            "--database-user",
            database.user()));
  }

  private static String impatient(String url) {
    return url + (url.contains("?") ? "&" : "?") + "socketTimeout=1";
  }

  @Test
  void theTimeOutOfBatchesDoesNotHoldForAMigration() throws Exception {
    try (Connection blocker = database.connect();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE geospatial_metrics IN ACCESS SHARE MODE");
      try (Program migration = migrate()) {
        await().atMost(TIMEOUT).until(() -> holds(WAITS_LONG));
        blocker.rollback();
        migration.succeeds();
      }
    }
    assertThat(holds("SELECT count(*) = 100 FROM geospatial_metrics")).isTrue();
  }

  @Test
  void aMigrationStopsOnSigterm() throws Exception {
    try (Connection blocker = database.connect();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE geospatial_metrics IN ACCESS SHARE MODE");
      try (Program migration = migrate()) {
        await().atMost(TIMEOUT).until(() -> holds(WAITS_LONG));
        migration.stopsOnSigterm();
        assertThat(migration.err()).isEmpty();
      }
    }
  }

  /** What the database says when it has no memory for locks left, of a statement of V6. */
  private void failTheMigration() throws SQLException {
    execute(
        """
        CREATE FUNCTION fail() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
          IF to_regclass('daily_metrics') IS NOT NULL THEN
            RAISE EXCEPTION 'no room for locks' USING ERRCODE = 'out_of_memory', HINT = 'make room';
          END IF;
        END $$
        """);
    execute(
        "CREATE EVENT TRIGGER fail ON ddl_command_start WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION fail()");
  }

  @Test
  void aMigrationThatFailsEndsWithTheStatementsError() throws Exception {
    failTheMigration();
    try (Program migration = migrate()) {
      assertThat(migration.fails()).contains("no room for locks", "make room", "53200");
    }
  }

  @Test
  void aMigrationThatFailsEndsTheDaemonToo() throws Exception {
    failTheMigration();
    Pipeline pipeline = new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic());
    try (Program consumer =
        ConsumerJar.run(
            "failing", database, folder, new ArrayList<>(ConsumerJar.arguments(pipeline)))) {
      assertThat(consumer.fails()).contains("no room for locks", "make room", "53200");
    }
  }

  @Test
  void aDaemonThatWaitsForTheMigrationOfAnotherSaysSoAndGoesOn() throws Exception {
    Pipeline pipeline =
        new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(x'67656f7374726561'::bigint)");
      try (Program consumer = ConsumerJar.start("waiting", pipeline, folder)) {
        await()
            .atMost(TIMEOUT)
            .ignoreExceptions()
            .until(
                () -> consumer.get("/health/ready"),
                ready ->
                    ready.statusCode() == 503
                        && ready.body().contains("waiting for another migration"));
        assertThat(consumer.metrics().sum("geostream_outages_total", "server=\"database\""))
            .isZero();
        statement.execute("SELECT pg_advisory_unlock_all()");
        consumer.awaitReady();
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean holds(String question) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    }
  }
}
