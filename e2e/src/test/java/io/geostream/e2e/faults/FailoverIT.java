package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The standby that takes over lagged, and nothing more is sent. */
@FaultScenario
@Tag("core")
final class FailoverIT {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int READINGS = 250;

  @Test
  void readingsThatTheStandbyLacksAreWrittenAgain(Scenario scenario) throws Exception {
    try (FailoverPair pair = FailoverPair.start();
        Pipeline pipeline = scenario.pipeline(SharedStack.broker(), pair, 4);
        Sender sender = Sender.of(pipeline);
        Program consumer = pipeline.consumer("consumer", "--workers", "2")) {
      new Group(pipeline).awaitAtWork(2, consumer);
      new EachReadingOnce(pipeline, scenario.tally()).holds(sender.send(READINGS).sent());
      pair.standbyLags();
      KnownSet sent = sender.send(READINGS).sent();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);

      consumer.process().freeze(); // so that what is missing is seen
      pair.failsOver();
      scenario.injected();
      assertThat(pipeline.sql().readings()).as("rows that the standby has").isEqualTo(READINGS);
      consumer.process().thaw();

      new AllThere(pipeline, scenario.tally()).within(LIMIT, sent);
      consumer.awaitReady();
      consumer.stopsOnSigterm();
    }
  }
}
