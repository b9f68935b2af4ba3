package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import org.junit.jupiter.api.Test;

@FaultScenario
final class TooManyBadRecordsIT {

  @Test
  void theLimitStopsBeforeTheLettersAreSentAndIsOffByDefault(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        Sender sender = Sender.withBadRecords(pipeline, 10);
        Program consumer =
            pipeline.consumer(
                "limited", "--dead-letter-limit", "20", "--workers", "1", "--linger", "1s")) {
      KnownSet tolerable = sender.send(1_000).sent();
      new Stored(pipeline).awaitAll(tolerable);

      sender.sendBadRecords(scenario.scaled(600));
      scenario.injectedIntoData();
      assertThat(consumer.fails()).contains("--dead-letter-limit", "20 %");
      new EachReadingOnce(pipeline, scenario.tally()).holds(tolerable);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(tolerable);

      KnownSet sent = sender.stop();
      try (Program unlimited = pipeline.consumer("unlimited", "--drain")) {
        unlimited.succeeds();
      }
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }
}
