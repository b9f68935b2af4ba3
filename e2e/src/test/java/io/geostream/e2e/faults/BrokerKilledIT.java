package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@FaultScenario
final class BrokerKilledIT {

  @Test
  void aBrokerKilledAndRestartedLosesAndDoublesNothing(Scenario scenario) throws Exception {
    survives(scenario, scenario.scaled(1), Duration.ZERO);
  }

  @Test
  void aBrokerAwayForLongIsWaitedFor(Scenario scenario) throws Exception {
    survives(scenario, 1, Duration.ofSeconds(scenario.scaled(10)));
  }

  private static void survives(Scenario scenario, int times, Duration away) throws Exception {
    try (KafkaBroker broker = scenario.broker();
        Pipeline pipeline = scenario.pipeline(broker, SharedStack.freshDatabase(), 4).asShipped();
        Sender sender = Sender.withBadRecords(pipeline, 300).stream(1_000);
        Program consumer =
            pipeline.consumer("consumer", "--workers", Integer.toString(BrokerOutage.WORKERS))) {
      BrokerOutage outage = new BrokerOutage(scenario, pipeline, consumer, sender);
      for (int time = 1; time <= times; time++) {
        outage.begins(broker::kill);
        Scenario.pass(away);
        outage.ends(broker::restart);
      }
      outage.leftNothingBehind();
    }
  }
}
