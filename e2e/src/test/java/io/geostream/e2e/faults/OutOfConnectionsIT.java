package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.Database;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@FaultScenario
@Tag("core")
final class OutOfConnectionsIT {

  private static final String TOO_MANY = "53300";

  @Test
  void aServerWithoutAFreeConnectionIsWaitedFor(Scenario scenario) throws Exception {
    try (OwnServer server =
            OwnServer.start(Map.of("max_connections", "20", "max_worker_processes", "16"));
        Pipeline pipeline = scenario.pipeline(server, 4);
        Crowd crowd = new Crowd(ordinaryUser(pipeline), new Backends(pipeline.sql()));
        Sender sender = Sender.withBadRecords(pipeline, 300);
        Program consumer = pipeline.into(crowd.database()).consumer("consumer", "--workers", "2")) {
      DatabaseOutage outage =
          new DatabaseOutage(scenario, pipeline, consumer, sender.stream(1_000));
      outage.begins(crowd::takeAll);
      outage.ends(crowd::close);
      outage.leftNothingBehind();
    }
  }

  /** Who may not use the connections that are kept for a superuser, as the test may. */
  private static Database ordinaryUser(Pipeline pipeline) throws SQLException {
    if (pipeline.database().timescale()) {
      pipeline.sql().run("CREATE EXTENSION IF NOT EXISTS timescaledb");
    }
    pipeline
        .sql()
        .run(
            "CREATE ROLE ordinary LOGIN PASSWORD 'o'",
            "GRANT ALL ON SCHEMA public TO ordinary",
            "GRANT CREATE ON DATABASE postgres TO ordinary");
    return new Rerouted(
        pipeline.database(), pipeline.database().jdbcUrl(), "ordinary", Optional.of("o"));
  }

  /** Takes every connection there is, those of the consumer too. */
  private record Crowd(Database database, Backends backends, Deque<Connection> taken)
      implements AutoCloseable {

    Crowd(Database database, Backends backends) {
      this(database, backends, new ArrayDeque<>());
    }

    void takeAll() {
      await()
          // A backend that was ended is out of sight a moment before its place is free.
          .during(Duration.ofMillis(500))
          .atMost(Program.LONG)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                takeFree();
                return backends.terminateAll() == 0;
              });
    }

    private void takeFree() throws SQLException {
      try {
        while (true) {
          taken.add(
              DriverManager.getConnection(
                  database.jdbcUrl(), database.user(), database.password().orElseThrow()));
        }
      } catch (SQLException e) {
        if (!TOO_MANY.equals(e.getSQLState())) {
          throw e;
        }
      }
    }

    /** Frees them for others all at once: between two that end, the server would be out of them. */
    @Override
    public void close() throws SQLException {
      backends.sql().run("ALTER ROLE ordinary CONNECTION LIMIT 0");
      while (!taken.isEmpty()) {
        taken.remove().close();
      }
      await()
          .atMost(Program.LONG)
          .until(
              () ->
                  backends
                          .sql()
                          .number(
                              "SELECT count(*) FROM pg_stat_activity WHERE usename = 'ordinary'")
                      == 0);
      backends.sql().run("ALTER ROLE ordinary CONNECTION LIMIT -1");
    }
  }
}
