package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A database that does not answer keeps no consumer from stopping in time. */
@FaultScenario
final class StopWhileFrozenIT {

  private static final int READINGS = 500;
  private static final int UNAVAILABLE = 503;
  private static final String[] TWO_WORKERS = {"--workers", "2"};

  @Test
  void inTheMiddleOfAStream(Scenario scenario) throws Exception {
    try (OwnServer server = OwnServer.start();
        Pipeline pipeline = scenario.pipeline(server, 4);
        Sender sender = Sender.of(pipeline);
        Program consumer = pipeline.consumer("consumer", TWO_WORKERS)) {
      new Group(pipeline).awaitAtWork(2, consumer);
      sender.stream(1_000).awaitMore(READINGS);
      server.processes().freeze();
      scenario.injected();
      sender.awaitMore(READINGS); // all workers have something to write
      consumer.stopsInTime();
      server.processes().thaw();
      nothingIsLost(scenario, pipeline, sender.stop());
    }
  }

  @Test
  void whileNothingIsToBeWritten(Scenario scenario) throws Exception {
    try (OwnServer server = OwnServer.start();
        Pipeline pipeline = scenario.pipeline(server, 4);
        Sender sender = Sender.of(pipeline);
        Program consumer = pipeline.consumer("consumer", TWO_WORKERS)) {
      new Group(pipeline).awaitAtWork(2, consumer);
      KnownSet sent = sender.send(READINGS).sent();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      server.processes().freeze();
      scenario.injected();
      new UnreadyButAlive(consumer).becauseOf("database");
      consumer.stopsInTime();
      server.processes().thaw();
      nothingIsLost(scenario, pipeline, sent);
    }
  }

  @Test
  void whileTheConsumerStarts(Scenario scenario) throws Exception {
    try (OwnServer server = OwnServer.start();
        Pipeline pipeline = scenario.pipeline(server, 4);
        Sender sender = Sender.of(pipeline).send(READINGS)) {
      server.processes().freeze();
      scenario.injected();
      try (Program consumer = pipeline.consumer("consumer", TWO_WORKERS)) {
        consumer.awaitReadiness(UNAVAILABLE); // until it answers at all
        new UnreadyButAlive(consumer).becauseOf("database");
        consumer.stopsInTime();
      }
      server.processes().thaw();
      nothingIsLost(scenario, pipeline, sender.sent());
    }
  }

  /** The batch is half sent, and the rest of it is not taken. */
  @Test
  void whileTheConsumerWritesIntoAFullSocket(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        PostgresProxy proxy = PostgresProxy.withSmallBuffers(pipeline.database().jdbcUrl());
        Sender sender = Sender.of(pipeline);
        Program consumer =
            pipeline
                .into(Rerouted.over(pipeline.database(), proxy.jdbcUrl() + "?sendBufferSize=16384"))
                .consumer("consumer", "--workers", "1", "--linger", "5s")) {
      new Group(pipeline).awaitAtWork(1, consumer);
      consumer.process().freeze();
      KnownSet sent = sender.send(10 * READINGS).sent();
      proxy.faults().holdNextCopy();
      consumer.process().thaw();
      await().atMost(Program.LONG).until(proxy.faults()::isCopyHeld);
      proxy.faults().stall();
      scenario.injected();
      Scenario.pass(Duration.ofSeconds(1));
      consumer.stopsInTime();
      nothingIsLost(scenario, pipeline, sent);
    }
  }

  private static void nothingIsLost(Scenario scenario, Pipeline pipeline, KnownSet sent)
      throws Exception {
    try (Program next = pipeline.consumer("next", TWO_WORKERS)) {
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      next.stopsOnSigterm();
    }
  }
}
