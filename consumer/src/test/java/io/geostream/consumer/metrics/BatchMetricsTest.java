package io.geostream.consumer.metrics;

import static io.geostream.consumer.batch.Records.HOUR;
import static io.geostream.consumer.batch.Records.TIME;
import static io.geostream.consumer.batch.Records.reading;
import static io.geostream.consumer.batch.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.Phase;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.RowWriter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

final class BatchMetricsTest {

  private static final long SECOND = 1_000_000L;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Records are of {@link io.geostream.consumer.batch.Records#TIME}, committed 3 s later. */
  private final BatchMetrics metrics = new BatchMetrics(registry, () -> TIME + 3 * SECOND);

  private final Batch batch = new Batch(0, System.nanoTime(), BatchLimits.of(10, ChunkWidth.HOUR));

  @Test
  void latencyCountsEachRowByTheTimeOfItsReadingAndOfItsRecord() {
    batch.add(record(0, 0), reading(TIME + 3 * SECOND - 4_000));
    batch.add(record(0, 1), reading(TIME - HOUR));
    batch.add(record(0, 2), reading(TIME + HOUR));
    metrics.committed(batch, RowWriter.Mode.COPY);
    assertThat(registry.scrape())
        .contains(
            "geostream_reading_latency_seconds_bucket{le=\"0.001\"} 1\n", // of the future
            "geostream_reading_latency_seconds_bucket{le=\"0.005\"} 2\n",
            "geostream_reading_latency_seconds_bucket{le=\"3600.0\"} 2\n",
            "geostream_reading_latency_seconds_bucket{le=\"21600.0\"} 3\n",
            "geostream_reading_latency_seconds_count 3\n",
            "geostream_record_latency_seconds_bucket{le=\"2.0\"} 0\n",
            "geostream_record_latency_seconds_bucket{le=\"5.0\"} 3\n",
            "geostream_record_latency_seconds_sum 9.0\n");
  }

  @Test
  void countsRowsBatchesAndDeadLetters() {
    batch.add(record(0, 0), reading(TIME));
    batch.add(record(0, 1), reading(TIME));
    batch.add(record(0, 2), new BadRecord(ErrorCode.NOT_JSON, "x"));
    metrics.committed(batch, RowWriter.Mode.COPY);
    assertThat(registry.scrape())
        .contains(
            "messages_processed_total{outcome=\"written\"} 2.0",
            "messages_processed_total{outcome=\"dead-lettered\"} 1.0",
            "geostream_dead_letters_total{code=\"not-json\"} 1.0",
            "geostream_rows_total{mode=\"copy\"} 2.0",
            "geostream_batches_total{mode=\"copy\"} 1.0",
            "geostream_batch_rows_bucket{le=\"2.0\"} 1\n",
            "processing_duration_seconds_count 1\n");
  }

  @Test
  void countsMessagesAndTheirRowsApart() {
    batch.add(record(0, 0), reading(TIME, TIME, TIME));
    batch.add(record(0, 1), reading());
    batch.add(record(0, 2), reading(TIME));
    metrics.committed(batch, RowWriter.Mode.COPY);
    assertThat(registry.scrape())
        .contains(
            "messages_processed_total{outcome=\"written\"} 3.0",
            "geostream_empty_messages_total 1.0",
            "geostream_rows_total{mode=\"copy\"} 4.0",
            "geostream_batch_rows_sum 4.0",
            "geostream_reading_latency_seconds_count 4\n",
            "geostream_record_latency_seconds_count 2\n");
  }

  @Test
  void onlyThePhasesThatABatchWentThroughCount() {
    batch.times().set(Phase.DECODE, 4_000_000);
    batch.times().set(Phase.COPY, 40_000_000);
    metrics.committed(batch, RowWriter.Mode.COPY);
    assertThat(registry.scrape())
        .contains(
            "geostream_batch_phase_seconds_bucket{phase=\"decode\",le=\"0.005\"} 1\n",
            "geostream_batch_phase_seconds_sum{phase=\"copy\"} 0.04\n",
            "geostream_batch_phase_seconds_count{phase=\"dead-letters\"} 0\n");
  }

  @Test
  void retriesCountByServerAndCause() {
    metrics.retried("database", FaultKind.TOO_MUCH);
    assertThat(registry.scrape())
        .contains(
            "geostream_retries_total{cause=\"too-much\",server=\"database\"} 1.0",
            "geostream_retries_total{cause=\"transient\",server=\"database\"} 0.0",
            "geostream_retries_total{cause=\"transient\",server=\"broker\"} 0.0");
  }
}
