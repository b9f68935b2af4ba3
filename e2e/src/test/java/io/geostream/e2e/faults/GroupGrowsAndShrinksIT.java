package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import org.junit.jupiter.api.Test;

@FaultScenario
final class GroupGrowsAndShrinksIT {

  private static final int WORKERS = 2;
  private static final int PARTITIONS = 12;

  /** What takes a moment: enough that a fault hits work under way. */
  private static final int STREAMING = 500;

  @Test
  void fromOneConsumerToFourAndBack(Scenario scenario) throws Exception {
    growsAndShrinks(scenario, GroupProtocol.CLASSIC);
  }

  @Test
  void fromOneConsumerToFourAndBackInTheNewProtocol(Scenario scenario) throws Exception {
    growsAndShrinks(scenario, GroupProtocol.CONSUMER);
  }

  private static void growsAndShrinks(Scenario scenario, GroupProtocol protocol) throws Exception {
    try (Pipeline pipeline = protocol.of(scenario.pipeline(PARTITIONS));
        Sender sender = Sender.withBadRecords(pipeline, 300).stream(1_500);
        Program first = start(pipeline, "first")) {
      Group group = new Group(pipeline);
      group.awaitAtWork(WORKERS, first);
      for (int time = 1; time <= scenario.scaled(1); time++) {
        try (Program second = start(pipeline, "second-" + time);
            Program third = start(pipeline, "third-" + time);
            Program fourth = start(pipeline, "fourth-" + time)) {
          scenario.injected();
          group.awaitAtWork(4 * WORKERS, first, second, third, fourth);
          sender.awaitMore(STREAMING);
          second.stopsOnSigterm();
          scenario.injected();
          third.process().kill();
          fourth.process().kill();
          scenario.injected();
          group.awaitAtWork(WORKERS, first);
          sender.awaitMore(STREAMING);
        }
      }
      KnownSet sent = sender.stop();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
      first.stopsOnSigterm();
    }
  }

  private static Program start(Pipeline pipeline, String name) {
    return pipeline.consumer(name, "--workers", Integer.toString(WORKERS), "--batch-rows", "200");
  }
}
