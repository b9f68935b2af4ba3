package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the server has of a consumer's connections: no transaction left open, and none after it. */
@FaultScenario
final class ConnectionsIT {

  /** Each watch runs at least twice; the rarest does so every 30 s. */
  private static final Duration WATCHED = Duration.ofSeconds(35);

  private static final Duration GONE = Duration.ofSeconds(5);

  private static final String LEFT_OPEN =
      """
      SELECT pid, state, clock_timestamp() - xact_start, query FROM pg_stat_activity
       WHERE application_name = 'geostream-consumer' AND datname = current_database()
         AND state LIKE 'idle in transaction%%' AND clock_timestamp() - xact_start > interval '%s s'""";

  @Test
  void noSessionStaysIdleInATransaction(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4);
        Sender sender = Sender.withBadRecords(pipeline, 300);
        Program consumer = pipeline.consumer("consumer", "--workers", "2")) {
      new Group(pipeline).awaitAtWork(2, consumer);
      sender.stream(200);
      locksOutWriters(pipeline); // the watch over blockers looks, too
      noneIsOpenFor(Duration.ofSeconds(5), pipeline);
      KnownSet sent = sender.stop();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      noneIsOpenFor(Duration.ofSeconds(2), pipeline); // nothing is written, only watched
      consumer.stopsOnSigterm();
    }
  }

  private static void locksOutWriters(Pipeline pipeline) throws Exception {
    try (Connection person = pipeline.database().connect();
        Statement lock = person.createStatement()) {
      person.setAutoCommit(false);
      lock.execute("LOCK TABLE geospatial_metrics IN ACCESS EXCLUSIVE MODE");
      Scenario.pass(Duration.ofSeconds(2));
      person.rollback();
    }
  }

  private static void noneIsOpenFor(Duration time, Pipeline pipeline) {
    await()
        .atMost(Program.LONG)
        .during(WATCHED)
        .pollInterval(Duration.ofMillis(200))
        .failFast(
            "sessions idle in a transaction",
            () -> assertThat(pipeline.sql().rows(LEFT_OPEN.formatted(time.toSeconds()))).isEmpty())
        .until(() -> true);
  }

  @Test
  void noBackendOutlivesAStopInMidStream(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4);
        Sender sender = Sender.of(pipeline);
        Program consumer = pipeline.consumer("consumer", "--workers", "2")) {
      new Group(pipeline).awaitAtWork(2, consumer);
      sender.stream(1_000).awaitMore(500);
      Backends backends = new Backends(pipeline.sql());
      assertThat(backends.count()).as("backends while it writes").isPositive();
      consumer.stopsInTime();
      awaitGone(backends);
    }
  }

  /** A backend that waits for a lock does not look at its client. */
  @Test
  void noBackendOutlivesAStopThatFindsTheTableLocked(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4);
        Sender sender = Sender.of(pipeline);
        Program consumer = pipeline.consumer("consumer", "--workers", "2");
        Connection person = pipeline.database().connect();
        Statement lock = person.createStatement()) {
      new Group(pipeline).awaitAtWork(2, consumer);
      person.setAutoCommit(false);
      lock.execute("LOCK TABLE geospatial_metrics IN ACCESS EXCLUSIVE MODE");
      sender.send(500);
      scenario.injected();
      Backends backends = new Backends(pipeline.sql());
      await().atMost(Program.LONG).until(() -> backends.blocked() > 0);
      consumer.stopsInTime();
      awaitGone(backends);
    }
  }

  private static void awaitGone(Backends backends) {
    await()
        .atMost(GONE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(backends.count()).as("backends without a client").isZero());
  }
}
