package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@FaultScenario
final class ManyHoursIT {

  /** PostgreSQL's default. Each chunk costs a transaction several locks. */
  private static final Map<String, String> FEW_LOCKS = Map.of("max_locks_per_transaction", "64");

  @Test
  void aBacklogSpreadOverManyHoursDoesNotExhaustTheLocks(Scenario scenario) throws Exception {
    int hours = scenario.scaled(1_000);
    try (OwnServer server = OwnServer.start(FEW_LOCKS);
        Pipeline pipeline = scenario.pipeline(server, 2);
        Sender sender =
            Sender.spread(
                pipeline, Instant.now().minus(Duration.ofHours(hours)), Duration.ofHours(1))) {
      KnownSet sent = sender.send(hours).stop();
      scenario.injected();
      try (Program drain =
          pipeline.consumer("drain", "--drain", "--max-age", "0", "--workers", "2")) {
        drain.succeeds();
        assertThat(drain.log().lines())
            .as("no transaction was too large, not even at first; in %s", drain.process().log())
            .noneMatch(line -> line.contains("not usable"));
      }
      new EachReadingOnce(pipeline.sql(), scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }
}
