package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.ControllableServer;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@FaultScenario
@Tag("core")
final class ServerRestartedIT {

  @Test
  void anImmediateShutdownLosesAndDoublesNothing(Scenario scenario) throws Exception {
    survives(scenario, Shapes.WEATHER, ControllableServer::stopImmediately);
  }

  @Test
  void theServerKilledLosesAndDoublesNothing(Scenario scenario) throws Exception {
    survives(scenario, Shapes.WEATHER, ControllableServer::kill);
  }

  @Test
  void theServerKilledLosesAndDoublesNoMessageOfSeveralRows(Scenario scenario) throws Exception {
    survives(scenario, Shapes.MACHINES, ControllableServer::kill);
  }

  private static void survives(Scenario scenario, Shape shape, Consumer<ControllableServer> fault)
      throws Exception {
    try (OwnServer server = OwnServer.start();
        Pipeline pipeline = shape.of(scenario.pipeline(server, 4).asShipped());
        Sender sender = Sender.withBadRecords(shape, pipeline, 300);
        Program consumer = pipeline.consumer("consumer", "--workers", "2")) {
      DatabaseOutage outage =
          new DatabaseOutage(scenario, pipeline, consumer, sender.stream(1_000));
      for (int time = 1; time <= scenario.scaled(1); time++) {
        outage.begins(() -> fault.accept(server.processes()));
        outage.ends(server.processes()::start);
      }
      outage.leftNothingBehind();
    }
  }
}
