package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * In mid-COPY what the consumer sends is not read any more, and the connection is not closed. Its
 * socket's buffers are full then, and no time-out of the driver ends a write.
 */
@FaultScenario
final class CopyNotTakenIT {

  private static final Duration NOT_READY = Duration.ofSeconds(15);
  private static final Duration GIVEN_UP = Duration.ofSeconds(40);
  private static final Duration WRITTEN = Duration.ofSeconds(20);

  /** Together many times what the buffers on the way hold, and one batch. */
  private static final int READINGS = 5_000;

  private static final int UNAVAILABLE = 503;

  /** The default timeout would make each test 20 s longer. */
  private static final String PARAMETERS = "?sendBufferSize=16384&socketTimeout=10";

  private static final String[] ONE_BATCH = {"--workers", "1", "--linger", "5s"};

  @Test
  void aServerThatStopsReadingIsAnOutage(Scenario scenario) throws Exception {
    standsStill(scenario, true);
  }

  /** As where a router forgets one connection and knows the others. */
  @Test
  void aConnectionThatStopsTakingRowsIsReplaced(Scenario scenario) throws Exception {
    standsStill(scenario, false);
  }

  private static void standsStill(Scenario scenario, boolean wholeServer) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        PostgresProxy proxy = PostgresProxy.withSmallBuffers(pipeline.database().jdbcUrl());
        Sender sender = Sender.of(pipeline);
        Program consumer =
            pipeline
                .into(Rerouted.over(pipeline.database(), proxy.jdbcUrl() + PARAMETERS))
                .consumer("consumer", ONE_BATCH)) {
      new Group(pipeline).awaitAtWork(1, consumer);
      consumer.awaitReady();
      double retries = consumer.metric("geostream_retries_total");
      consumer.process().freeze();
      sender.send(READINGS);
      proxy.faults().holdNextCopy();
      consumer.process().thaw();
      await().atMost(Program.LONG).until(proxy.faults()::isCopyHeld);
      scenario.injected();
      long begin = System.nanoTime();
      if (wholeServer) {
        proxy.faults().stall();
        await()
            .atMost(NOT_READY)
            .until(() -> consumer.get("/health/ready").statusCode() == UNAVAILABLE);
      }
      await()
          .atMost(GIVEN_UP.minusNanos(System.nanoTime() - begin))
          .untilAsserted(
              () ->
                  assertThat(consumer.metric("geostream_retries_total"))
                      .as("attempts that the consumer gave up")
                      .isGreaterThan(retries));
      if (wholeServer) {
        proxy.faults().strandOpenConnections();
      }
      new AllThere(pipeline, scenario.tally()).within(WRITTEN, sender.sent());
      consumer.awaitReady();
      consumer.stopsOnSigterm();
    }
  }
}
