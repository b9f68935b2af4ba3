package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import org.junit.jupiter.api.Test;

@FaultScenario
final class RebalanceInOutageIT {

  private static final int WORKERS = 2;
  private static final int PARTITIONS = 8;
  private static final String[] FLAGS = {"--workers", Integer.toString(WORKERS)};

  @Test
  void aRebalanceInTheMiddleOfADatabaseOutageBlocksNoMember(Scenario scenario) throws Exception {
    try (OwnServer server = OwnServer.start();
        Pipeline pipeline = GroupProtocol.CLASSIC.of(scenario.pipeline(server, PARTITIONS));
        Sender sender = Sender.withBadRecords(pipeline, 300).stream(1_000);
        Program one = pipeline.consumer("one", FLAGS)) {
      Group group = new Group(pipeline);
      EachPartitionAtWork atWork =
          new EachPartitionAtWork(pipeline.sql(), PARTITIONS, scenario.tally());
      for (int time = 1; time <= scenario.scaled(1); time++) {
        try (Program two = pipeline.consumer("two-" + time, FLAGS)) {
          group.awaitAtWork(2 * WORKERS, one, two);
          two.process().freeze();
          group.awaitAtWork(WORKERS, one);

          OneOutage outage = new OneOutage(one, "database");
          server.processes().stopImmediately();
          scenario.injected();
          new UnreadyButAlive(one).becauseOf("database");
          two.process().thaw(); // it joins its group again
          group.awaitAtWork(2 * WORKERS, one, two);
          new UnreadyButAlive(two).becauseOf("database");
          server.processes().start();
          atWork.soon();
          outage.holds();

          outage = new OneOutage(one, "database");
          server.processes().stopImmediately();
          scenario.injected();
          new UnreadyButAlive(one).becauseOf("database");
          two.stopsOnSigterm(); // it leaves
          group.awaitAtWork(WORKERS, one);
          server.processes().start();
          atWork.soon();
          outage.holds();
        }
      }
      KnownSet sent = sender.stop();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }
}
