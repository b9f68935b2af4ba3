package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

@FaultScenario
final class RollingRestartIT {

  private static final int CONSUMERS = 3;
  private static final int WORKERS = 2;

  @Test
  void consumersRestartedOneAfterTheOtherLoseAndDoubleNothing(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(CONSUMERS * WORKERS);
        Crew crew = new Crew(new ArrayDeque<>());
        Sender sender = Sender.withBadRecords(pipeline, 300).stream(1_500)) {
      Group group = new Group(pipeline);
      Deque<Program> consumers = crew.consumers();
      for (int number = 1; number <= CONSUMERS; number++) {
        consumers.add(start(pipeline, "first-" + number));
      }
      for (int restart = 1; restart <= scenario.scaled(CONSUMERS); restart++) {
        group.awaitAtWork(CONSUMERS * WORKERS, consumers.toArray(Program[]::new));
        sender.awaitMore(300);
        consumers.removeFirst().stopsOnSigterm();
        scenario.injected();
        consumers.addLast(start(pipeline, "restarted-" + restart));
      }
      KnownSet sent = sender.stop();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }

  /** Those that run now. */
  private record Crew(Deque<Program> consumers) implements AutoCloseable {
    @Override
    public void close() {
      consumers.forEach(Program::close);
    }
  }

  private static Program start(Pipeline pipeline, String name) {
    return pipeline.consumer(name, "--workers", Integer.toString(WORKERS));
  }
}
