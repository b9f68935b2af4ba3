package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import org.junit.jupiter.api.Test;

@FaultScenario
final class BatchTooSlowIT {

  private static final double SECONDS_A_ROW = 0.001;

  /** As one batch, these take twice as long as the consumer waits for an answer. */
  private static final int READINGS = 4_000;

  @Test
  void aBatchThatTakesLongerThanTheSocketTimeoutIsHalvedUntilItFits(Scenario scenario)
      throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        Sender sender = Sender.withBadRecords(pipeline, 300);
        Program consumer =
            pipeline
                .into(Rerouted.with(pipeline.database(), "socketTimeout=2"))
                .consumer("consumer", "--workers", "1")) {
      new Group(pipeline).awaitAtWork(1, consumer);
      SlowInserts slow = SlowInserts.perRow(pipeline.sql(), SECONDS_A_ROW);
      scenario.injected();
      KnownSet sent = sender.send(scenario.scaled(READINGS)).sent();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
      slow.end();
      assertThat(consumer.metrics().sum("geostream_retries_total", "too-much"))
          .as("times that the batch was too much")
          .isPositive();
    }
  }
}
