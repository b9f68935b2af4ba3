package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@FaultScenario
final class TableLockedIT {

  private static final int SOCKET_TIMEOUT_SECONDS = 1;

  /** Some ten tries: were the server to keep a backend for each, they would be seen. */
  private static final Duration LOCKED = Duration.ofSeconds(12);

  /** One for each worker, and those that the server has not found to be without a client yet. */
  private static final int BACKENDS_THAT_MAY_WAIT = 8;

  @Test
  void aTableThatSomebodyLockedIsWaitedForWithoutPilingUpBackends(Scenario scenario)
      throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4);
        Sender sender = Sender.withBadRecords(pipeline, 300);
        Program consumer =
            pipeline
                .into(Rerouted.with(pipeline.database(), "socketTimeout=" + SOCKET_TIMEOUT_SECONDS))
                .consumer("consumer", "--workers", "2");
        Connection person = pipeline.database().connect();
        Statement statement = person.createStatement()) {
      DatabaseOutage outage =
          new DatabaseOutage(scenario, pipeline, consumer, sender.stream(1_000));
      person.setAutoCommit(false);
      outage.begins(
          () -> statement.execute("LOCK TABLE geospatial_metrics IN ACCESS EXCLUSIVE MODE"));
      Scenario.pass(LOCKED);
      assertThat(new Backends(pipeline.sql()).blocked())
          .as("backends that wait for the lock")
          .isLessThanOrEqualTo(BACKENDS_THAT_MAY_WAIT);
      outage.ends(person::rollback);
      outage.leftNothingBehind();
    }
  }
}
