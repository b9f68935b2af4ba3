package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@FaultScenario
@RequiresTimescaleDb // only chunks take locks
final class ManyHoursIT {

  /**
   * PostgreSQL's default, on a server for few clients: room for some 2,700 locks. Each new chunk
   * costs a transaction several.
   */
  private static final Map<String, String> FEW_LOCKS =
      Map.of(
          "max_locks_per_transaction", "64",
          "max_connections", "20",
          "max_worker_processes", "8");

  @Test
  void aBacklogSpreadOverManyHoursDoesNotExhaustTheLocks(Scenario scenario) throws Exception {
    int hours = scenario.scaled(1_000);
    try (OwnServer server = OwnServer.start(FEW_LOCKS);
        Pipeline pipeline = scenario.pipeline(server, 1);
        Sender sender =
            Sender.spread(
                pipeline, Instant.now().minus(Duration.ofHours(hours)), Duration.ofHours(1))) {
      KnownSet sent = sender.send(hours).stop();
      scenario.injectedIntoData();
      try (Program consumer = pipeline.consumer("consumer", "--max-age", "0", "--workers", "1")) {
        new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
        assertThat(consumer.metrics().scrape().sums("geostream_retries_total", "cause"))
            .as("no transaction was too much, not even at first")
            .containsKey("transient")
            .doesNotContainKey("too-much");
        consumer.stopsOnSigterm();
      }
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }
}
