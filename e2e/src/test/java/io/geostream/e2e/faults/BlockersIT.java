package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.Database;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A frozen consumer holds locks for as long as it is frozen. Whatever it was doing, and as whom,
 * another one that needs them goes on.
 */
@FaultScenario
@Tag("core")
final class BlockersIT {

  private static final int READINGS = 500;

  /** The session's end, and then what a blocker is given. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(20);

  private static final Duration STARTED = Duration.ofSeconds(60);

  private static final String[] ONE_WORKER = {
    "--workers", "1", "-K", "session.timeout.ms=6000", "-K", "heartbeat.interval.ms=300"
  };

  /** {@code current_user} is not the login then. */
  @Test
  void inMidTransactionUnderALoginThatSetsItsRole(Scenario scenario) throws Exception {
    try (OwnServer server = OwnServer.start();
        Pipeline pipeline = scenario.pipeline(server, 2);
        Sender sender = Sender.of(pipeline)) {
      Pipeline asLogin = pipeline.into(loginThatSetsItsRole(pipeline));
      try (Program frozen = asLogin.consumer("frozen", ONE_WORKER);
          Program other = asLogin.consumer("other", ONE_WORKER)) {
        Group group = new Group(pipeline);
        group.awaitAtWork(2, frozen, other);
        Gate gate = Gate.after(pipeline.sql(), "UPDATE", "kafka_offsets");
        try (Gate.Closed closed = gate.close(pipeline.database())) {
          sender.into(group.partitionsOf(frozen).get(0)).send(READINGS);
          freezes(scenario, closed, frozen);
        }
        KnownSet sent = sender.byKey().send(READINGS).sent();
        new AllThere(pipeline, scenario.tally()).within(TAKEN_OVER, sent);
        wakesUp(scenario, pipeline, frozen, other, sender);
      }
    }
  }

  @Test
  void inTheInsertOfTheFirstOffsets(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(2);
        Program migrate = pipeline.migrate();
        Sender sender = Sender.of(pipeline).send(READINGS)) {
      migrate.succeeds();
      Gate gate = Gate.after(pipeline.sql(), "INSERT", "kafka_offsets");
      try (Gate.Closed closed = gate.close(pipeline.database());
          Program frozen = pipeline.consumer("frozen", ONE_WORKER)) {
        freezes(scenario, closed, frozen);
        closed.open();
        try (Program other = pipeline.consumer("other", ONE_WORKER)) {
          new Group(pipeline).awaitAtWork(1, other);
          new AllThere(pipeline, scenario.tally()).within(TAKEN_OVER, sender.sent());
          wakesUp(scenario, pipeline, frozen, other, sender);
        }
      }
    }
  }

  @Test
  void inTheMiddleOfTheMigration(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(2);
        Sender sender = Sender.of(pipeline).send(READINGS)) {
      Gate gate = Gate.afterDefinition(pipeline.sql(), "CREATE TABLE");
      try (Gate.Closed closed = gate.close(pipeline.database());
          Program frozen = pipeline.consumer("frozen", ONE_WORKER)) {
        freezes(scenario, closed, frozen);
        closed.open();
        try (Program other = pipeline.consumer("other", ONE_WORKER)) {
          new AllThere(pipeline, scenario.tally()).within(STARTED, sender.sent());
          wakesUp(scenario, pipeline, frozen, other, sender);
        }
      }
    }
  }

  @Test
  void inTheMiddleOfTheMigrationOfAPerson(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(2)) {
      Gate gate = Gate.afterDefinition(pipeline.sql(), "CREATE TABLE");
      try (Gate.Closed closed = gate.close(pipeline.database());
          Program frozen = pipeline.consumer("frozen", ONE_WORKER)) {
        freezes(scenario, closed, frozen);
        closed.open();
        try (Program migrate = pipeline.migrate()) {
          migrate.succeeds();
        }
        frozen.process().thaw();
        new Group(pipeline).awaitAtWork(1, frozen);
        frozen.stopsOnSigterm();
      }
    }
  }

  private static Database loginThatSetsItsRole(Pipeline pipeline) throws SQLException {
    if (pipeline.database().timescale()) {
      pipeline.sql().run("CREATE EXTENSION IF NOT EXISTS timescaledb");
    }
    pipeline
        .sql()
        .run(
            "CREATE ROLE readings_owner LOGIN", // TimescaleDB asks that of an owner
            "GRANT ALL ON SCHEMA public TO readings_owner",
            "GRANT CREATE ON DATABASE postgres TO readings_owner",
            "CREATE ROLE writer LOGIN PASSWORD 'w' IN ROLE readings_owner",
            "ALTER ROLE writer SET role = 'readings_owner'");
    return new Rerouted(
        pipeline.database(), pipeline.database().jdbcUrl(), "writer", Optional.of("w"));
  }

  private static void freezes(Scenario scenario, Gate.Closed gate, Program frozen) {
    gate.awaitCaught();
    frozen.process().freeze();
    scenario.injected();
  }

  private static void wakesUp(
      Scenario scenario, Pipeline pipeline, Program frozen, Program other, Sender sender)
      throws Exception {
    frozen.process().thaw();
    new Group(pipeline).awaitAtWork(2, frozen, other);
    new EachReadingOnce(pipeline, scenario.tally()).holds(sender.send(READINGS).sent());
    frozen.stopsOnSigterm();
    other.stopsOnSigterm();
  }
}
