package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@FaultScenario
final class ConsumerFrozenIT {

  private static final int WORKERS = 2;

  /** More than it writes before it is frozen: batches lie ready in it when it wakes up. */
  private static final int BACKLOG = 20_000;

  private static final double SECONDS_A_BATCH = 0.1;

  private static final String[] SMALL_STEPS = {
    "--workers", Integer.toString(WORKERS), "--batch-rows", "50"
  };

  @Test
  void aConsumerFrozenPastItsSessionWritesNothingTwiceAndWorksOn(Scenario scenario)
      throws Exception {
    wakesUp(scenario, Shapes.WEATHER, GroupProtocol.CLASSIC);
  }

  @Test
  void aConsumerFrozenPastItsSessionInTheNewProtocol(Scenario scenario) throws Exception {
    wakesUp(scenario, Shapes.WEATHER, GroupProtocol.CONSUMER);
  }

  @Test
  void aConsumerFrozenPastItsSessionWritesNoMessageOfSeveralRowsTwiceOrInPart(Scenario scenario)
      throws Exception {
    wakesUp(scenario, Shapes.MACHINES, GroupProtocol.CLASSIC);
  }

  private static void wakesUp(Scenario scenario, Shape shape, GroupProtocol protocol)
      throws Exception {
    try (Pipeline pipeline = shape.of(protocol.of(scenario.pipeline(8)));
        Sender sender = Sender.withBadRecords(shape, pipeline, 300);
        Program sleeper = pipeline.consumer("sleeper", SMALL_STEPS);
        Program other = pipeline.consumer("other", SMALL_STEPS)) {
      Group group = new Group(pipeline);
      group.awaitAtWork(2 * WORKERS, sleeper, other);
      SlowInserts slow = SlowInserts.perStatement(shape, pipeline.sql(), 0);
      for (int time = 1; time <= scenario.scaled(1); time++) {
        slow.again(SECONDS_A_BATCH);
        KnownSet backlog = sender.send(BACKLOG / shape.rows()).sent();
        scenario.pass(Duration.ZERO, Duration.ofMillis(200));
        sleeper.process().freeze();
        scenario.injected();
        assertThat(shape.count(pipeline.sql()))
            .as("rows written before it was frozen")
            .isLessThan(backlog.rows());
        new MessagesWhole(pipeline, shape).hold();
        slow.end();
        group.awaitAtWork(WORKERS, other);
        new EachReadingOnce(pipeline, scenario.tally()).holds(sender.send(500).sent());

        sleeper.process().thaw();
        group.awaitAtWork(2 * WORKERS, sleeper, other);
        double before = sleeper.metric("messages_processed_total");
        KnownSet sent = sender.send(1_000).sent();
        new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
        await()
            .atMost(Program.LONG)
            .until(() -> sleeper.metric("messages_processed_total") > before);
        new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
      }
      assertThat(sleeper.metrics().sum("geostream_rebalances_total", "lost"))
          .as("times that it lost its partitions")
          .isPositive();
      sleeper.stopsOnSigterm();
      other.stopsOnSigterm();
    }
  }
}
