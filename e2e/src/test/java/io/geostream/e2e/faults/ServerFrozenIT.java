package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@FaultScenario
final class ServerFrozenIT {

  /** From this scale on there is time for the time-out that the consumer has by default. */
  private static final int PATIENT = 10;

  private static final Duration LONGER_THAN_ALL = Duration.ofSeconds(6);
  private static final Duration LONGER_THAN_ALL_BY_DEFAULT = Duration.ofSeconds(40);

  @Test
  void aServerThatStandsStillLongerThanEachTimeOutLosesAndDoublesNothing(Scenario scenario)
      throws Exception {
    boolean patient = scenario.scale() >= PATIENT;
    try (OwnServer server = OwnServer.start();
        Pipeline pipeline = scenario.pipeline(server, 4);
        Sender sender = Sender.withBadRecords(pipeline, 300);
        Program consumer =
            pipeline
                .into(
                    Rerouted.with(
                        server.database(),
                        patient ? "" : "socketTimeout=2&connectTimeout=3&loginTimeout=3"))
                .consumer("consumer", "--workers", "2")) {
      DatabaseOutage outage =
          new DatabaseOutage(scenario, pipeline, consumer, sender.stream(1_000));
      outage.begins(server.processes()::freeze);
      Scenario.pass(patient ? LONGER_THAN_ALL_BY_DEFAULT : LONGER_THAN_ALL);
      outage.ends(server.processes()::thaw);
      outage.leftNothingBehind();
    }
  }
}
