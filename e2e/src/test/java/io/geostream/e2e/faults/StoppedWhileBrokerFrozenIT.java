package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A stop takes 8 s at most, even while the broker answers nothing, and loses nothing. */
@FaultScenario
final class StoppedWhileBrokerFrozenIT {

  /** Until the writer waits for the broker. */
  private static final Duration A_MOMENT = Duration.ofMillis(500);

  @Test
  void inMidStream(Scenario scenario) throws Exception {
    stopsAfter(scenario, consumer -> {});
  }

  @Test
  void longAfterItHasNoticed(Scenario scenario) throws Exception {
    stopsAfter(scenario, consumer -> new UnreadyButAlive(consumer).becauseOf("broker"));
  }

  @Test
  void whileADeadLetterWaitsForTheBroker(Scenario scenario) throws Exception {
    try (KafkaBroker broker = scenario.broker();
        Pipeline pipeline = pipeline(scenario, broker);
        Sender sender = Sender.withBadRecords(pipeline, 100)) {
      try (Program consumer = pipeline.consumer("stopped", "--workers", "1");
          Connection person = pipeline.database().connect();
          Statement lock = person.createStatement()) {
        // The database has taken rows, so the next letter goes out before its batch.
        new Stored(pipeline).awaitAll(sender.send(1_000).sent());
        person.setAutoCommit(false);
        lock.execute("LOCK TABLE geospatial_metrics IN ACCESS EXCLUSIVE MODE");
        KnownSet read = sender.send(50).sendBadRecords(10).send(50).sent();
        new Fetched(consumer).awaitRecords(read.readings() + read.badRecords().size());
        broker.freeze();
        scenario.injected();
        person.rollback();
        Scenario.pass(A_MOMENT);
        consumer.stopsInTime();
      }
      broker.thaw();
      restIsWritten(scenario, pipeline, sender.send(100).stop());
    }
  }

  /** What is waited for between the freeze and the stop. */
  private interface Wait {
    void of(Program consumer) throws Exception;
  }

  private static void stopsAfter(Scenario scenario, Wait wait) throws Exception {
    try (KafkaBroker broker = scenario.broker();
        Pipeline pipeline = pipeline(scenario, broker);
        Sender sender = Sender.withBadRecords(pipeline, 100).stream(1_000)) {
      try (Program consumer = pipeline.consumer("stopped", "--workers", "2")) {
        new Group(pipeline).awaitAtWork(2, consumer);
        sender.awaitMore(1_000);
        broker.freeze();
        scenario.injected();
        wait.of(consumer);
        consumer.stopsInTime();
      }
      broker.thaw();
      restIsWritten(scenario, pipeline, sender.stop());
    }
  }

  private static Pipeline pipeline(Scenario scenario, KafkaBroker broker) throws Exception {
    return GroupProtocol.CLASSIC.of(scenario.pipeline(broker, SharedStack.freshDatabase(), 4));
  }

  private static void restIsWritten(Scenario scenario, Pipeline pipeline, KnownSet sent)
      throws Exception {
    try (Program rest = pipeline.consumer("rest", "--drain")) {
      rest.succeeds();
    }
    new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
    new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
  }
}
