package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@FaultScenario
final class ProducerKilledIT {

  @Test
  void whatAKilledProducerHadAcknowledgedIsInTheTableOnce(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4)) {
      long acknowledged = 0;
      for (int kill = 1; kill <= scenario.scaled(3); kill++) {
        try (Program producer = pipeline.producer("--rate", "5000")) {
          await()
              .atMost(Program.LONG)
              .ignoreExceptionsInstanceOf(IOException.class)
              .until(() -> acknowledged(producer) > 0);
          scenario.pass(Duration.ZERO, Duration.ofSeconds(1));
          acknowledged += acknowledged(producer);
          producer.process().kill();
          scenario.injected();
        }
      }
      try (Program drain = pipeline.consumer("drain", "--drain")) {
        drain.succeeds();
      }
      long rows = pipeline.sql().readings();
      assertThat(rows).as("rows").isGreaterThanOrEqualTo(acknowledged);
      assertThat(rows).as("rows, and records in the topic").isEqualTo(pipeline.records());
      assertThat(pipeline.sql().differentReadings()).as("different rows").isEqualTo(rows);
      scenario.tally().passed(pipeline.topic(), rows);
    }
  }

  private static long acknowledged(Program producer) throws IOException, InterruptedException {
    return (long) producer.metric("geostream_producer_acknowledged_total");
  }
}
