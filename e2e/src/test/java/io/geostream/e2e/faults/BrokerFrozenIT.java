package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Program;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.SharedStack;
import org.junit.jupiter.api.Test;

@FaultScenario
final class BrokerFrozenIT {

  /** All of its clients give up on what they asked before the outage is even noticed. */
  private static final String[] IMPATIENT = {
    "--workers", Integer.toString(BrokerOutage.WORKERS),
    "-K", "request.timeout.ms=1500",
    "-K", "default.api.timeout.ms=2000",
    "-K", "delivery.timeout.ms=2000"
  };

  @Test
  void aBrokerFrozenForLongerThanItsClientsWaitLosesAndDoublesNothing(Scenario scenario)
      throws Exception {
    try (KafkaBroker broker = scenario.broker();
        Pipeline pipeline = scenario.pipeline(broker, SharedStack.freshDatabase(), 4);
        Sender sender = Sender.withBadRecords(pipeline, 300).stream(1_000);
        Program consumer = pipeline.consumer("consumer", IMPATIENT)) {
      BrokerOutage outage = new BrokerOutage(scenario, pipeline, consumer, sender);
      for (int time = 1; time <= scenario.scaled(1); time++) {
        outage.begins(broker::freeze);
        outage.ends(broker::thaw);
      }
      outage.leftNothingBehind();
    }
  }
}
