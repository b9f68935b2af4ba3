package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Sql;
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
import org.junit.jupiter.api.Test;

@FaultScenario
final class OutOfConnectionsIT {

  private static final String TOO_MANY = "53300";
  private static final String ORDINARY = "ordinary";
  private static final String CROWD = "crowd";
  private static final int NO_LIMIT = -1;

  @Test
  void aServerWithoutAFreeConnectionIsWaitedFor(Scenario scenario) throws Exception {
    try (OwnServer server =
            OwnServer.start(Map.of("max_connections", "20", "max_worker_processes", "16"));
        Pipeline pipeline = scenario.pipeline(server, 4);
        Crowd crowd = new Crowd(user(pipeline, CROWD), pipeline.sql());
        Sender sender = Sender.withBadRecords(pipeline, 300);
        Program consumer =
            pipeline.into(user(pipeline, ORDINARY)).consumer("consumer", "--workers", "2")) {
      DatabaseOutage outage =
          new DatabaseOutage(scenario, pipeline, consumer, sender.stream(1_000));
      outage.begins(crowd::takeAll);
      outage.ends(crowd::close);
      outage.leftNothingBehind();
    }
  }

  /** May not use the connections that are kept for a superuser, as the test may. */
  private static Database user(Pipeline pipeline, String name) throws SQLException {
    if (pipeline.database().timescale()) {
      pipeline.sql().run("CREATE EXTENSION IF NOT EXISTS timescaledb");
    }
    pipeline
        .sql()
        .run(
            "CREATE ROLE %s LOGIN PASSWORD 'o'".formatted(name),
            "GRANT ALL ON SCHEMA public TO " + name,
            "GRANT CREATE ON DATABASE postgres TO " + name);
    return new Rerouted(pipeline.database(), pipeline.database().jdbcUrl(), name, Optional.of("o"));
  }

  /**
   * Takes every connection there is. They go and come back all at once for the consumer, which has
   * no connection to hope for meanwhile: one that it got in between would end its outage.
   */
  private record Crowd(Database database, Sql sql, Deque<Connection> taken)
      implements AutoCloseable {

    Crowd(Database database, Sql sql) {
      this(database, sql, new ArrayDeque<>());
    }

    void takeAll() throws SQLException {
      limitTo(0);
      new Backends(sql).terminateAll();
      await()
          // A backend that was ended is out of sight a moment before its place is free.
          .during(Duration.ofMillis(500))
          .atMost(Program.LONG)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !tookFree());
      limitTo(NO_LIMIT);
    }

    private void limitTo(int connections) throws SQLException {
      sql.run("ALTER ROLE " + ORDINARY + " CONNECTION LIMIT " + connections);
    }

    private boolean tookFree() throws SQLException {
      int before = taken.size();
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
      return taken.size() > before;
    }

    @Override
    public void close() throws SQLException {
      limitTo(0);
      while (!taken.isEmpty()) {
        taken.remove().close();
      }
      await()
          .atMost(Program.LONG)
          .until(
              () ->
                  sql.number(
                          "SELECT count(*) FROM pg_stat_activity WHERE usename = '%s'"
                              .formatted(CROWD))
                      == 0);
      limitTo(NO_LIMIT);
    }
  }
}
