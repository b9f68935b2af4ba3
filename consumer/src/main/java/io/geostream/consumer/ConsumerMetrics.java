package io.geostream.consumer;

import io.geostream.common.reading.ErrorCode;
import io.geostream.consumer.batch.Batch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the consumer counts. Safe to use from any thread. */
public final class ConsumerMetrics {

  private static final String MESSAGES = "messages_processed";

  private final MeterRegistry registry;
  private final Counter written;
  private final Counter deadLettered;
  private final Counter ignoredFields;
  private final Counter fenced;
  private final Counter retries;
  private final Timer duration;
  private final DistributionSummary batchRows;
  private final Map<ErrorCode, Counter> byCode = new EnumMap<>(ErrorCode.class);
  private final Map<Integer, AtomicLong> queue = new ConcurrentHashMap<>();

  /** Registers the meters. */
  public ConsumerMetrics(MeterRegistry registry) {
    this.registry = registry;
    written = counter(MESSAGES, "Records dealt with for good, by outcome", "outcome", "written");
    deadLettered =
        counter(MESSAGES, "Records dealt with for good, by outcome", "outcome", "dead-lettered");
    ignoredFields =
        counter("geostream_ignored_fields", "Fields of messages that a reading does not have");
    fenced = counter("geostream_fenced_batches", "Batches dropped because their offsets had moved");
    retries =
        counter("geostream_retries", "Failed attempts to write or to load that were tried again");
    duration =
        Timer.builder("processing_duration")
            .description("A batch, from poll to commit")
            .serviceLevelObjectives(buckets())
            .register(registry);
    batchRows =
        DistributionSummary.builder("geostream_batch_rows")
            .description("Rows of a batch")
            .register(registry);
    for (ErrorCode code : ErrorCode.values()) {
      byCode.put(
          code,
          counter("geostream_dead_letters", "Dead letters, by error code", "code", code.word()));
    }
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  private static Duration[] buckets() {
    return new Duration[] {
      Duration.ofMillis(1),
      Duration.ofMillis(2),
      Duration.ofMillis(5),
      Duration.ofMillis(10),
      Duration.ofMillis(25),
      Duration.ofMillis(50),
      Duration.ofMillis(100),
      Duration.ofMillis(250),
      Duration.ofMillis(500),
      Duration.ofSeconds(1),
      Duration.ofSeconds(5),
      Duration.ofSeconds(30)
    };
  }

  /** A batch is committed. */
  public void written(Batch batch) {
    written.increment(batch.rows().count());
    batchRows.record(batch.rows().count());
    duration.record(System.nanoTime() - batch.polledNanos(), TimeUnit.NANOSECONDS);
    batch.deadLetters().forEach(letter -> deadLettered(letter.reason().code()));
  }

  private void deadLettered(ErrorCode code) {
    deadLettered.increment();
    Counter counter = byCode.get(code);
    if (counter != null) {
      counter.increment();
    }
  }

  /** Fields were skipped that a reading does not have. */
  public void ignoredFields(long count) {
    ignoredFields.increment((double) count);
  }

  /** A batch was dropped because its offsets had moved. */
  public void fenced() {
    fenced.increment();
  }

  /** An attempt failed and will be made again. */
  public void retried() {
    retries.increment();
  }

  /**
   * How many records of a partition are not written yet; null when the partition is not ours any
   * more.
   */
  public void queueSize(int partition, @Nullable Long records) {
    if (records == null) {
      AtomicLong gone = queue.remove(partition);
      if (gone != null) {
        registry
            .find("kafka_queue_size")
            .tag("partition", Integer.toString(partition))
            .gauges()
            .forEach(registry::remove);
      }
      return;
    }
    queue.computeIfAbsent(partition, this::gauge).set(records);
  }

  private AtomicLong gauge(int partition) {
    AtomicLong records = new AtomicLong();
    Gauge.builder("kafka_queue_size", records, AtomicLong::get)
        .description("Records not yet written, by partition")
        .tag("partition", Integer.toString(partition))
        .register(registry);
    return records;
  }
}
