package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.junit.jupiter.api.Test;

/** Partitions that move one by one, while the others are read on, are read once all the same. */
@FaultScenario
final class CooperativeIT {

  private static final int WORKERS = 2;
  private static final int PARTITIONS = 12;

  /** What takes a moment: enough that a change hits work under way. */
  private static final int STREAMING = 500;

  @Test
  void consumersThatComeAndGoLoseAndDoubleNothing(Scenario scenario) throws Exception {
    try (Pipeline pipeline = pipeline(scenario);
        Sender sender = Sender.withBadRecords(pipeline, 300).stream(1_500);
        Program first = start(pipeline, "first")) {
      Group group = new Group(pipeline);
      group.awaitAtWork(WORKERS, first);
      assertThat(group.assignor())
          .isEqualTo(CooperativeStickyAssignor.COOPERATIVE_STICKY_ASSIGNOR_NAME);
      for (int time = 1; time <= scenario.scaled(1); time++) {
        try (Program second = start(pipeline, "second-" + time);
            Program third = start(pipeline, "third-" + time)) {
          scenario.injected();
          group.awaitAtWork(3 * WORKERS, first, second, third);
          sender.awaitMore(STREAMING);
          second.stopsOnSigterm();
          scenario.injected();
          group.awaitAtWork(2 * WORKERS, first, third);
          sender.awaitMore(STREAMING);
          scenario.pass(Duration.ZERO, Duration.ofMillis(200));
          third.process().kill();
          scenario.injected();
          group.awaitAtWork(WORKERS, first);
          sender.awaitMore(STREAMING);
        }
      }
      holds(scenario, pipeline, sender.stop());
    }
  }

  @Test
  void aConsumerFrozenPastItsSessionWritesNothingTwiceAndWorksOn(Scenario scenario)
      throws Exception {
    try (Pipeline pipeline = pipeline(scenario);
        Sender sender = Sender.withBadRecords(pipeline, 300).stream(1_500);
        Program sleeper = start(pipeline, "sleeper");
        Program other = start(pipeline, "other")) {
      Group group = new Group(pipeline);
      for (int time = 1; time <= scenario.scaled(2); time++) {
        group.awaitAtWork(2 * WORKERS, sleeper, other);
        sender.awaitMore(STREAMING);
        scenario.pass(Duration.ZERO, Duration.ofMillis(200));
        sleeper.process().freeze();
        scenario.injected();
        group.awaitAtWork(WORKERS, other);
        sender.awaitMore(STREAMING);
        sleeper.process().thaw();
        group.awaitAtWork(2 * WORKERS, sleeper, other);
        BackAtWork.of(sleeper, scenario.tally()).soon();
      }
      holds(scenario, pipeline, sender.stop());
      assertThat(sleeper.metrics().sum("geostream_rebalances_total", "lost"))
          .as("times that it lost its partitions")
          .isPositive();
    }
  }

  private static Pipeline pipeline(Scenario scenario) throws Exception {
    return GroupProtocol.CLASSIC
        .of(scenario.pipeline(PARTITIONS))
        .withConsumerFlags(
            "-K", "partition.assignment.strategy=" + CooperativeStickyAssignor.class.getName());
  }

  private static Program start(Pipeline pipeline, String name) {
    return pipeline.consumer(name, "--workers", Integer.toString(WORKERS), "--batch-rows", "200");
  }

  private static void holds(Scenario scenario, Pipeline pipeline, KnownSet sent) throws Exception {
    new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
    new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
  }
}
