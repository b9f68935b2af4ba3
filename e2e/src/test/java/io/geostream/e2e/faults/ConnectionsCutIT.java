package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a network does between the consumer and a database that is well. */
@FaultScenario
final class ConnectionsCutIT {

  @Test
  void connectionsCutAtAnyMomentLoseAndDoubleNothing(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4);
        PostgresProxy proxy = PostgresProxy.inFrontOf(pipeline.database().jdbcUrl());
        Sender sender = Sender.withBadRecords(pipeline, 300);
        Program consumer =
            pipeline
                .into(
                    Rerouted.over(
                        pipeline.database(),
                        proxy.jdbcUrl() + "?socketTimeout=2&connectTimeout=3&loginTimeout=3"))
                .consumer("consumer", "--workers", "2")) {
      DatabaseOutage outage =
          new DatabaseOutage(scenario, pipeline, consumer, sender.stream(1_000));
      new Group(pipeline).awaitAtWork(2, consumer);
      for (int time = 1; time <= scenario.scaled(8); time++) {
        scenario.pass(Duration.ZERO, Duration.ofMillis(300));
        await().atMost(Program.LONG).until(() -> proxy.cut() > 0);
        scenario.injected();
      }
      Scenario.pass(Duration.ofSeconds(1));
      outage.begins(proxy.faults()::stall);
      outage.ends(proxy.faults()::release);
      outage.leftNothingBehind();
    }
  }
}
