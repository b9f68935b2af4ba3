package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.ControllableServer;
import io.geostream.stack.testing.Metrics;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outage stops the writing and nothing else. */
final class OutageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BACK_AT_WORK = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void anOutageOfTheDatabaseIsWaitedForAndNothingIsLostOrDeadLettered() throws Exception {
    // As servers ship. Without fsync the queue's size at times stands still in the outage.
    try (var own = OwnServer.start(Map.of("fsync", "on"))) {
      ControllableServer server = own.processes();
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), own.database(), SharedStack.freshTopic())
              .withPartitions(4);
      pipeline.sendReadings(0, 1_000);
      try (var consumer = start(pipeline, "--batch-rows", "100", "-K", "max.poll.records=50")) {
        awaitCounts(pipeline, Counts.eachOnce(1_000), PATIENCE);
        awaitMetrics(consumer, 0, 0);
        server.stopImmediately();
        pipeline.sendReadings(1_000, 500);
        await().atMost(PATIENCE).until(() -> readiness(consumer) == 503);
        assertThat(consumer.get("/health/ready").body()).contains("database");
        assertThat(consumer.get("/health/live").statusCode()).isEqualTo(200);
        awaitMetrics(consumer, 1, 500);
        // By now it reads no more than it has: what comes in further on, the brokers must tell.
        pipeline.sendReadings(1_500, 500);
        awaitMetrics(consumer, 1, 1_000);
        assertThat(consumer.metrics().sum("geostream_lag_seconds")).isPositive();
        server.start();
        awaitCounts(pipeline, Counts.eachOnce(2_000), BACK_AT_WORK);
        awaitMetrics(consumer, 0, 0);
        Metrics after = consumer.metrics();
        assertThat(after.sum("geostream_lag_seconds")).isZero();
        assertThat(after.sum("geostream_outages_total", "database")).isOne();
        assertThat(after.sum("geostream_outage_seconds_total", "database")).isPositive();
        assertThat(after.sum("geostream_retries_total", "database")).isPositive();

        server.freeze();
        pipeline.sendReadings(2_000, 1_000);
        server.thaw();
        awaitCounts(pipeline, Counts.eachOnce(3_000), BACK_AT_WORK);
        await().atMost(PATIENCE).until(() -> readiness(consumer) == 200);
        assertThat(consumer.metrics().sum("geostream_outages_total", "database"))
            .as("outages: the short one may go unnoticed")
            .isLessThanOrEqualTo(2);
        assertThat(consumer.metrics().sum("geostream_dead_letters_total")).isZero();
        assertThat(consumer.err()).isEmpty();
        consumer.stopsInTime();
        assertThat(pipeline.counts()).as("when it has stopped").isEqualTo(Counts.eachOnce(3_000));
      }
    }
  }

  private Program start(Pipeline pipeline, String... more) {
    return ConsumerJar.start("consumer", pipeline, folder, more);
  }

  private static void awaitMetrics(Program consumer, int outages, int unwritten) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Metrics scrape = consumer.metrics();
              assertThat(scrape.sum("geostream_outage_active", "database")).isEqualTo(outages);
              assertThat(scrape.sum("kafka_queue_size")).isEqualTo(unwritten);
            });
  }

  private static int readiness(Program consumer) throws InterruptedException {
    try {
      return consumer.get("/health/ready").statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static void awaitCounts(Pipeline pipeline, Counts expected, Duration atMost) {
    Callable<Counts> counts = pipeline::counts;
    await().atMost(atMost).ignoreExceptions().until(counts, expected::equals);
  }
}
