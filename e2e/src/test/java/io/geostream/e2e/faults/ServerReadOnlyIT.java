package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import org.junit.jupiter.api.Test;

@FaultScenario
final class ServerReadOnlyIT {

  @Test
  void aServerThatOnlyReadsIsWaitedFor(Scenario scenario) throws Exception {
    try (OwnServer server = OwnServer.start();
        Pipeline pipeline = scenario.pipeline(server, 4);
        Sender sender = Sender.withBadRecords(pipeline, 300);
        Program consumer = pipeline.consumer("consumer", "--workers", "2")) {
      DatabaseOutage outage =
          new DatabaseOutage(scenario, pipeline, consumer, sender.stream(1_000));
      for (int time = 1; time <= scenario.scaled(1); time++) {
        outage.begins(() -> readOnly(pipeline, "on"));
        outage.ends(() -> readOnly(pipeline, "off"));
      }
      outage.leftNothingBehind();
    }
  }

  private static void readOnly(Pipeline pipeline, String value) throws Exception {
    pipeline
        .sql()
        .run(
            "ALTER SYSTEM SET default_transaction_read_only = " + value, "SELECT pg_reload_conf()");
  }
}
