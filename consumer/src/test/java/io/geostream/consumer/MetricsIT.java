package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.common.testing.DocumentedMetrics;
import io.geostream.stack.testing.Metrics;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumer's metrics are documented, and true. */
final class MetricsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int GOOD = 2_000;
  private static final int BAD = 3;

  @TempDir Path folder;

  @Test
  void metricsAreDocumentedAndTrueAndThoseOfAPartitionMoveWithIt() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(2);
      pipeline.sendReadings(0, GOOD);
      pipeline.send(IntStream.range(0, BAD), any -> "{}".getBytes(StandardCharsets.UTF_8));
      try (var one = start("one", pipeline)) {
        awaitThat(
            () -> {
              Metrics scrape = one.metrics();
              assertThat(scrape.sum("messages_processed_total")).isEqualTo(GOOD + BAD);
              assertThat(scrape.sum("geostream_stored_offset")).isEqualTo(GOOD + BAD);
            });
        Metrics scrape = one.metrics();
        addsUp(scrape);
        DocumentedMetrics.of("Consumer").assertAre(one.get("/metrics").body());

        try (var two = start("two", pipeline)) {
          awaitThat(
              () -> {
                Set<String> ofOne = one.metrics().partitions("kafka_queue_size");
                Set<String> ofTwo = two.metrics().partitions("kafka_queue_size");
                assertThat(ofTwo).hasSize(1);
                assertThat(ofOne).hasSize(1).doesNotContainAnyElementsOf(ofTwo);
              });
          assertThat(one.metrics().sum("geostream_assigned_partitions")).isOne();
        }
        awaitThat(
            () ->
                assertThat(one.metrics().partitions("geostream_lag_seconds"))
                    .containsExactlyInAnyOrder("0", "1"));
        assertThat(one.metrics().sum("geostream_rebalances_total")).isGreaterThanOrEqualTo(3);
      }
    }
  }

  private static void addsUp(Metrics scrape) {
    assertThat(scrape.sum("messages_processed_total", "written")).isEqualTo(GOOD);
    assertThat(scrape.sum("geostream_rows_total", "copy")).isEqualTo(GOOD);
    assertThat(scrape.sum("geostream_batch_rows_sum")).isEqualTo(GOOD);
    assertThat(scrape.sum("geostream_reading_latency_seconds_count")).isEqualTo(GOOD);
    assertThat(scrape.sum("geostream_record_latency_seconds_count")).isEqualTo(GOOD);
    assertThat(scrape.sum("geostream_dead_letters_total")).isEqualTo(BAD);
    assertThat(scrape.sum("geostream_end_offset")).isEqualTo(GOOD + BAD);
    assertThat(scrape.sum("kafka_queue_size")).isZero();
    assertThat(scrape.sum("geostream_lag_seconds")).isZero();
    for (String phase : Set.of("decode", "dead-letters", "copy", "offsets", "commit")) {
      assertThat(scrape.sum("geostream_batch_phase_seconds_sum", phase)).as(phase).isPositive();
    }
    assertThat(scrape.sum("geostream_batch_phase_seconds_sum"))
        .isLessThanOrEqualTo(scrape.sum("processing_duration_seconds_sum"));
    assertThat(scrape.sum("geostream_outages_total")).isZero();
  }

  private Program start(String name, Pipeline pipeline) {
    return ConsumerJar.start(name, pipeline, folder, "--workers", "1");
  }

  private static void awaitThat(ThrowingRunnable holds) {
    await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(holds);
  }
}
