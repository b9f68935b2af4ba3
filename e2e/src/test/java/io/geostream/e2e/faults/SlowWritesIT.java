package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@FaultScenario
final class SlowWritesIT {

  @Test
  void aBatchThatOutlivesThePollIntervalCausesNoRebalance(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4);
        Sender sender = Sender.withBadRecords(pipeline, 300).stream(1_000);
        Program consumer =
            pipeline.consumer(
                "consumer",
                "--workers",
                "2",
                "--batch-rows",
                "200",
                "-K",
                "max.poll.interval.ms=3000")) {
      new Group(pipeline).awaitAtWork(2, consumer);
      sender.awaitMore(500);
      StaysInItsGroup group = new StaysInItsGroup(consumer);
      double rebalances = rebalances(consumer);
      assertThat(rebalances).isPositive();
      SlowInserts slow = SlowInserts.perStatement(pipeline.sql(), 6);
      for (int time = 1; time <= scenario.scaled(2); time++) {
        slow.awaitOne();
        scenario.injected();
      }
      slow.end();
      KnownSet sent = sender.stop();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      group.holds();
      assertThat(rebalances(consumer)).as("rebalances").isEqualTo(rebalances);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }

  private static double rebalances(Program consumer) throws IOException, InterruptedException {
    return consumer.metric("kafka_consumer_coordinator_rebalance_total");
  }
}
