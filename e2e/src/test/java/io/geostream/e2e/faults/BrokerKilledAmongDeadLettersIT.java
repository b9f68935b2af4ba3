package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@FaultScenario
final class BrokerKilledAmongDeadLettersIT {

  private static final int BAD_RECORDS = 10_000;

  @Test
  void aBrokerKilledWhileTheDeadLettersOfABatchAreSentLosesNone(Scenario scenario)
      throws Exception {
    try (KafkaBroker broker = scenario.broker();
        Pipeline pipeline = scenario.pipeline(broker, SharedStack.freshDatabase(), 1);
        Sender sender = Sender.withBadRecords(pipeline, 1)) {
      for (int time = 1; time <= scenario.scaled(1); time++) {
        KnownSet sent = sender.send(BAD_RECORDS).sent();
        long before = pipeline.letters();
        try (Program consumer = pipeline.consumer("consumer-" + time, "--workers", "1")) {
          await()
              .pollInterval(Duration.ofMillis(5))
              .atMost(Program.LONG)
              .until(() -> pipeline.letters() > before);
          broker.kill();
          scenario.injected();
          assertThat(new WholeUpToItsOffsets(pipeline.sql()).holds(sent.badRecords()))
              .as("bad records whose batch was committed before the kill")
              .hasSizeLessThan(sent.badRecords().size());
          new UnreadyButAlive(consumer).becauseOf("broker");
          broker.restart();
          new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
          new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
          consumer.awaitReady();
          consumer.stopsOnSigterm();
        }
      }
    }
  }
}
