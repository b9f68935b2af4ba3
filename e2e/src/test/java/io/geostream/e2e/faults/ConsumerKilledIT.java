package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@FaultScenario
@Tag("core")
final class ConsumerKilledIT {

  /** A member that comes back under its name takes its partitions at once. */
  private static final String[] MEMBER = {
    "-K", "group.instance.id=member", "--workers", "2", "--batch-rows", "500"
  };

  private static final String[] DIRECT_COMPRESS = {"--write-mode", "direct-compress"};

  @Test
  void aConsumerKilledAtRandomMomentsWritesEachReadingOnce(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4).asShipped()) {
      killed(scenario, pipeline, scenario.scaled(4));
    }
  }

  @Test
  @RequiresTimescaleDb
  void andSoItIsInTheColumnstore(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4).asShipped().withConsumerFlags(DIRECT_COMPRESS)) {
      Columnstore columnstore = Columnstore.withChunksIn(pipeline);
      killed(scenario, pipeline, scenario.scaled(2));
      columnstore.holdsEachReading();
    }
  }

  private static void killed(Scenario scenario, Pipeline pipeline, int kills) throws Exception {
    try (Sender sender = Sender.withBadRecords(pipeline, 500).send(5_000).stream(2_000)) {
      for (int kill = 1; kill <= kills; kill++) {
        try (Program consumer = pipeline.consumer("killed-" + kill, MEMBER)) {
          await()
              .atMost(Program.LONG)
              .ignoreExceptionsInstanceOf(IOException.class)
              .until(() -> consumer.metric("messages_processed_total") > 0);
          scenario.pass(Duration.ZERO, Duration.ofMillis(700));
          consumer.process().kill();
          scenario.injected();
        }
      }
      KnownSet sent = sender.stop();
      try (Program last = pipeline.consumer("last", MEMBER)) {
        new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
        last.stopsOnSigterm();
      }
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }
}
