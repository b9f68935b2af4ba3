package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A consumer stands still between two statements, its transaction open, past its session. The other
 * one takes over, and the first one does no harm when it wakes up.
 */
@FaultScenario
final class WriterFrozenBetweenStatementsIT {

  private static final int READINGS = 500;

  /** The session's end, and then what a blocker is given. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(20);

  private static final String[] ONE_WORKER = {
    "--workers", "1", "-K", "session.timeout.ms=6000", "-K", "heartbeat.interval.ms=300"
  };

  @Test
  void betweenItsLastStatementAndTheCommit(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(2);
        Sender sender = Sender.of(pipeline);
        Program frozen = pipeline.consumer("frozen", ONE_WORKER);
        Program other = pipeline.consumer("other", ONE_WORKER)) {
      Group group = new Group(pipeline);
      group.awaitAtWork(2, frozen, other);
      Gate gate = Gate.after(pipeline.sql(), "UPDATE", "kafka_offsets");
      try (Gate.Closed closed = gate.close(pipeline.database())) {
        sender.into(group.partitionsOf(frozen).get(0)).send(READINGS);
        freezes(scenario, closed, frozen);
      }
      takesOver(scenario, pipeline, other, sender);
      doesNoHarm(scenario, pipeline, frozen, other, sender);
    }
  }

  /** The rows of the offsets are locked all the while. */
  @Test
  void inTheSearchForRefusedRows(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(2);
        Sender sender = Sender.of(pipeline);
        Program frozen = pipeline.consumer("frozen", ONE_WORKER);
        Program other = pipeline.consumer("other", ONE_WORKER)) {
      Group group = new Group(pipeline);
      group.awaitAtWork(2, frozen, other);
      pipeline
          .sql()
          .run(
              "ALTER TABLE geospatial_metrics ADD CONSTRAINT no_ghosts CHECK (location_id NOT LIKE 'ghost%')");
      Gate gate = Gate.ofRow(pipeline.sql(), "ghost0", 1); // the COPY passes, and is refused
      scenario.injectedIntoData();
      try (Gate.Closed closed = gate.close(pipeline.database())) {
        sender
            .into(group.partitionsOf(frozen).get(0))
            .mixing(READINGS / 2, number -> BadRecord.refused(number, "ghost", "23514: "))
            .send(READINGS)
            .mixing(0, BadRecord::of);
        freezes(scenario, closed, frozen);
      }
      takesOver(scenario, pipeline, other, sender);
      doesNoHarm(scenario, pipeline, frozen, other, sender);
    }
  }

  @Test
  void inTheLoadingOfPositions(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(2);
        Program migrate = pipeline.migrate();
        Sender sender = Sender.of(pipeline).send(READINGS)) {
      migrate.succeeds();
      try (Connection person = pipeline.database().connect();
          Statement lock = person.createStatement()) {
        person.setAutoCommit(false);
        lock.execute("LOCK TABLE kafka_offsets IN ACCESS EXCLUSIVE MODE");
        try (Program frozen = pipeline.consumer("frozen", ONE_WORKER)) {
          awaitLoading(pipeline, frozen);
          frozen.process().freeze();
          scenario.injected();
          person.rollback();
          try (Program other = pipeline.consumer("other", ONE_WORKER)) {
            new Group(pipeline).awaitAtWork(1, other);
            takesOver(scenario, pipeline, other, sender);
            doesNoHarm(scenario, pipeline, frozen, other, sender);
          }
        }
      }
    }
  }

  private static void awaitLoading(Pipeline pipeline, Program consumer) {
    await()
        .atMost(Program.LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                consumer.metric("geostream_assigned_partitions") == 2
                    && new Backends(pipeline.sql()).blocked() > 0);
  }

  private static void freezes(Scenario scenario, Gate.Closed gate, Program frozen) {
    gate.awaitCaught();
    frozen.process().freeze();
    scenario.injected();
  }

  /** The other one has the partitions of both soon, and writes what both had to write. */
  private static void takesOver(Scenario scenario, Pipeline pipeline, Program other, Sender sender)
      throws Exception {
    KnownSet sent = sender.byKey().send(READINGS).sent();
    new AllThere(pipeline, scenario.tally()).within(TAKEN_OVER, sent);
    assertThat(other.process().isAlive()).as("the consumer that took over lives").isTrue();
  }

  private static void doesNoHarm(
      Scenario scenario, Pipeline pipeline, Program frozen, Program other, Sender sender)
      throws Exception {
    frozen.process().thaw();
    new Group(pipeline).awaitAtWork(2, frozen, other);
    KnownSet sent = sender.send(READINGS).sent();
    new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
    new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    frozen.stopsOnSigterm();
    other.stopsOnSigterm();
  }
}
