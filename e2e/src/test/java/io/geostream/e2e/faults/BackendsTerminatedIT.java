package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@FaultScenario
final class BackendsTerminatedIT {

  @Test
  void backendsEndedAgainAndAgainLoseAndDoubleNothing(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4);
        Sender sender = Sender.withBadRecords(pipeline, 300);
        Program consumer = pipeline.consumer("consumer", "--workers", "2")) {
      sender.stream(1_000);
      new Group(pipeline).awaitAtWork(2, consumer);
      StaysInItsGroup group = new StaysInItsGroup(consumer);
      Backends backends = new Backends(pipeline.sql());
      for (int time = 1; time <= scenario.scaled(6); time++) {
        scenario.pass(Duration.ofMillis(50), Duration.ofMillis(600));
        await().atMost(Program.LONG).until(() -> backends.terminateAll() > 0);
        scenario.injected();
      }
      BackAtWork.of(consumer, scenario.tally()).soon();
      KnownSet sent = sender.stop();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
      group.holds();
    }
  }
}
