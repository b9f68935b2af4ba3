package io.geostream.consumer.metrics;

import io.geostream.common.metrics.DelayHistogram;
import io.geostream.common.reading.ErrorCode;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.DeadLetter;
import io.geostream.consumer.batch.Phase;
import io.geostream.consumer.batch.RecordLog;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.RowWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What becomes of batches, and how long it takes. All is counted once a batch, at its commit, so
 * that a row costs a few nanoseconds. Safe to use from any thread.
 */
public final class BatchMetrics {

  private static final long MICROS_PER_MILLI = 1_000;

  private final PrometheusMeterRegistry registry;
  private final LongSupplier epochMicros;
  private final Counter written;
  private final Counter deadLettered;
  private final Counter ignoredFields;
  private final Counter fenced;
  private final Timer duration;
  private final DistributionSummary batchRows;
  private final DelayHistogram readingLatency;
  private final DelayHistogram recordLatency;
  private final Map<RowWriter.Mode, Counter> rowsByMode;
  private final Map<RowWriter.Mode, Counter> batchesByMode;
  private final Map<ErrorCode, Counter> lettersByCode;
  private final Map<Phase, Timer> timeByPhase;

  /**
   * Registers the meters.
   *
   * @param epochMicros the clock, in microseconds since 1970
   */
  public BatchMetrics(PrometheusMeterRegistry registry, LongSupplier epochMicros) {
    this.registry = registry;
    this.epochMicros = epochMicros;
    String messages = "Records dealt with for good, by outcome";
    written = counter("messages_processed", messages, "outcome", "written");
    deadLettered = counter("messages_processed", messages, "outcome", "dead-lettered");
    ignoredFields =
        counter("geostream_ignored_fields", "Fields of messages that a reading does not have");
    fenced = counter("geostream_fenced_batches", "Batches dropped because their offsets had moved");
    duration = timer("processing_duration", "A batch, from poll to commit");
    batchRows =
        DistributionSummary.builder("geostream_batch_rows")
            .description("Rows of a batch")
            .serviceLevelObjectives(Buckets.OF_ROWS)
            .register(registry);
    readingLatency =
        latency("geostream_reading_latency_seconds", "From a reading's own time to its commit");
    recordLatency =
        latency("geostream_record_latency_seconds", "From the Kafka record's time to its commit");
    rowsByMode =
        each(
            RowWriter.Mode.class,
            mode -> counter("geostream_rows", "Rows committed", "mode", label(mode)));
    batchesByMode =
        each(
            RowWriter.Mode.class,
            mode -> counter("geostream_batches", "Batches committed", "mode", label(mode)));
    lettersByCode =
        each(
            ErrorCode.class,
            code ->
                counter(
                    "geostream_dead_letters", "Dead letters, by error code", "code", code.word()));
    timeByPhase =
        each(
            Phase.class,
            phase ->
                timer(
                    "geostream_batch_phase",
                    "Time that batches spent in a phase",
                    "phase",
                    label(phase)));
    for (String server : List.of("database", "broker")) {
      retries(server, FaultKind.TRANSIENT);
    }
  }

  /** A batch was committed a moment ago. */
  public void committed(Batch batch, RowWriter.Mode mode) {
    duration.record(System.nanoTime() - batch.polledNanos(), TimeUnit.NANOSECONDS);
    timeByPhase.forEach(
        (phase, timer) -> {
          long nanos = batch.times().nanos(phase);
          if (nanos > 0) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
          }
        });
    int rows = batch.rows().count();
    written.increment(rows);
    batchRows.record(rows);
    count(rowsByMode, mode, rows);
    count(batchesByMode, mode, 1);
    latencies(batch, epochMicros.getAsLong());
    List<DeadLetter> letters = batch.deadLetters();
    deadLettered.increment(letters.size());
    letters.forEach(letter -> count(lettersByCode, letter.reason().code(), 1));
  }

  private void latencies(Batch batch, long now) {
    CopyRows rows = batch.rows();
    RecordLog sources = batch.sources();
    readingLatency.record(rows.count(), row -> now - rows.epochMicros(row));
    recordLatency.record(rows.count(), row -> sinceRecord(sources.timestamp(row), now));
  }

  /** A record without a timestamp, as senders older than Kafka 0.10 make them, counts as new. */
  private static long sinceRecord(long timestamp, long now) {
    return timestamp == ConsumerRecord.NO_TIMESTAMP ? 0 : now - timestamp * MICROS_PER_MILLI;
  }

  /** Fields were skipped that a reading does not have; told as they are read. */
  public void ignoredFields(long count) {
    ignoredFields.increment((double) count);
  }

  /** A batch was dropped because its offsets had moved. */
  public void fenced() {
    fenced.increment();
  }

  /** An attempt failed and will be made again. */
  public void retried(String server, FaultKind cause) {
    retries(server, cause).increment();
  }

  private Counter retries(String server, FaultKind cause) {
    return counter(
        "geostream_retries",
        "Failed attempts to write or to load positions that are made again",
        "server",
        server,
        "cause",
        label(cause));
  }

  /** A constant as the value of a label. */
  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  private Timer timer(String name, String description, String... tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(Buckets.OF_BATCHES)
        .register(registry);
  }

  private DelayHistogram latency(String name, String help) {
    return new DelayHistogram(name, help, Buckets.OF_READINGS).registeredIn(registry);
  }

  private static <K extends Enum<K>, V> Map<K, V> each(Class<K> type, Function<K, V> meter) {
    Map<K, V> meters = new EnumMap<>(type);
    for (K key : type.getEnumConstants()) {
      meters.put(key, meter.apply(key));
    }
    return meters;
  }

  private static <K> void count(Map<K, Counter> counters, K key, double more) {
    Objects.requireNonNull(counters.get(key)).increment(more); // each() has made one for every key
  }
}
