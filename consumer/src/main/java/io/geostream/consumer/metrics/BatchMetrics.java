package io.geostream.consumer.metrics;

import io.geostream.common.decode.ErrorCode;
import io.geostream.common.metrics.DelayHistogram;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.Phase;
import io.geostream.consumer.batch.RecordLog;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.RowWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What becomes of batches, and how long it takes. All is counted once a batch, at its commit, so
 * that a row costs a few nanoseconds. Safe to use from any thread.
 */
public final class BatchMetrics {

  private static final long MICROS_PER_MILLI = 1_000;
  private static final String WRITTEN = "written";
  private static final String DEAD_LETTERED = "dead-lettered";

  private final PrometheusMeterRegistry registry;
  private final LongSupplier epochMicros;
  private final MeterProvider<Counter> messages;
  private final MeterProvider<Counter> rows;
  private final MeterProvider<Counter> batches;
  private final MeterProvider<Counter> letters;
  private final MeterProvider<Counter> retries;
  private final MeterProvider<Timer> phases;
  private final Counter emptyMessages;
  private final Counter ignoredFields;
  private final Counter fenced;
  private final Timer duration;
  private final DistributionSummary batchRows;
  private final DelayHistogram readingLatency;
  private final DelayHistogram recordLatency;

  /**
   * Registers the meters.
   *
   * @param epochMicros the clock, in microseconds since 1970
   */
  public BatchMetrics(PrometheusMeterRegistry registry, LongSupplier epochMicros) {
    this.registry = registry;
    this.epochMicros = epochMicros;
    messages = counters("messages_processed", "Records dealt with for good, by outcome");
    rows =
        counters(
            "geostream_rows",
            "Rows of committed batches, with those that on-conflict dropped or replaced");
    batches = counters("geostream_batches", "Batches committed");
    letters = counters("geostream_dead_letters", "Dead letters, by error code");
    retries =
        counters(
            "geostream_retries",
            "Failed attempts to write or to load positions that are made again");
    phases =
        timer("geostream_batch_phase", "Time that batches spent in a phase").withRegistry(registry);
    emptyMessages =
        counters("geostream_empty_messages", "Messages dealt with for good that made no row")
            .withTags();
    ignoredFields =
        counters("geostream_ignored_fields", "Fields of messages that the mapping does not name")
            .withTags();
    fenced =
        counters("geostream_fenced_batches", "Batches dropped because their offsets had moved")
            .withTags();
    duration = timer("processing_duration", "A batch, from poll to commit").register(registry);
    batchRows =
        DistributionSummary.builder("geostream_batch_rows")
            .description("Rows of a batch")
            .serviceLevelObjectives(Buckets.OF_ROWS)
            .register(registry);
    readingLatency =
        latency("geostream_reading_latency_seconds", "From a row's own time to its commit");
    recordLatency =
        latency("geostream_record_latency_seconds", "From the Kafka record's time to its commit");
    showFromTheStart();
  }

  /** So that what happens for the first time is seen as an increase. */
  private void showFromTheStart() {
    outcome(WRITTEN);
    outcome(DEAD_LETTERED);
    for (RowWriter.Mode mode : RowWriter.Mode.values()) {
      in(mode, rows);
      in(mode, batches);
    }
    Arrays.stream(ErrorCode.values()).forEach(this::letters);
    Arrays.stream(Phase.values()).forEach(this::phase);
    retries("database", FaultKind.TRANSIENT);
    retries("broker", FaultKind.TRANSIENT);
  }

  /** A batch was committed a moment ago. */
  public void committed(Batch batch, RowWriter.Mode mode) {
    duration.record(System.nanoTime() - batch.polledNanos(), TimeUnit.NANOSECONDS);
    for (Phase phase : Phase.values()) {
      long nanos = batch.times().nanos(phase);
      if (nanos > 0) {
        phase(phase).record(nanos, TimeUnit.NANOSECONDS);
      }
    }
    int count = batch.rows().count();
    batchRows.record(count);
    in(mode, rows).increment(count);
    outcome(WRITTEN).increment((double) batch.messages() + batch.emptyMessages());
    emptyMessages.increment(batch.emptyMessages());
    in(mode, batches).increment();
    latencies(batch, epochMicros.getAsLong());
    outcome(DEAD_LETTERED).increment(batch.deadLetters().size());
    batch.deadLetters().stream()
        .collect(Collectors.groupingBy(letter -> letter.reason().code(), Collectors.counting()))
        .forEach((code, more) -> letters(code).increment(more));
  }

  private void latencies(Batch batch, long now) {
    CopyRows rows = batch.rows();
    RecordLog sources = batch.sources();
    readingLatency.record(rows.count(), row -> now - rows.epochMicros(row));
    recordLatency.record(batch.messages(), message -> sinceRecord(sources.timestamp(message), now));
  }

  /** A record without a timestamp, as senders older than Kafka 0.10 make them, counts as new. */
  private static long sinceRecord(long timestamp, long now) {
    return timestamp == ConsumerRecord.NO_TIMESTAMP ? 0 : now - timestamp * MICROS_PER_MILLI;
  }

  /** Fields were skipped that the mapping does not name; counted as they are read. */
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

  private Counter outcome(String outcome) {
    return messages.withTag("outcome", outcome);
  }

  private static Counter in(RowWriter.Mode mode, MeterProvider<Counter> counters) {
    return counters.withTag("mode", label(mode));
  }

  private Counter letters(ErrorCode code) {
    return letters.withTag("code", code.word());
  }

  private Timer phase(Phase phase) {
    return phases.withTag("phase", label(phase));
  }

  private Counter retries(String server, FaultKind cause) {
    return retries.withTags("server", server, "cause", label(cause));
  }

  /** A constant as the value of a label. */
  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private MeterProvider<Counter> counters(String name, String description) {
    return Counter.builder(name).description(description).withRegistry(registry);
  }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).serviceLevelObjectives(Buckets.OF_BATCHES);
  }

  private DelayHistogram latency(String name, String help) {
    return new DelayHistogram(name, help, Buckets.OF_DELAYS).registeredIn(registry);
  }
}
