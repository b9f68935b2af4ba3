package io.geostream.consumer.tool.log;

import io.geostream.common.daemon.StopSignal;
import io.geostream.common.progress.ProgressReport;
import io.geostream.common.progress.Unit;
import io.geostream.consumer.kafka.PolledBytes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions one after the other, each up to an end that is known before, and shows how far.
 */
public final class LogReader {

  private static final Logger log = LoggerFactory.getLogger(LogReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long POLL_BYTES = 8 << 20;

  /** A consumer does not report that its broker is away: it is only silent. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final PolledBytes polled;
  private final StopSignal stop;
  private final LongSupplier nanoTime;
  private final ProgressReport.Factory reports;

  /**
   * @param consumer of no group; used by this reader alone
   * @param polled what bounds its polls
   * @param nanoTime a clock that is never set, in nanoseconds
   * @param reports where progress is shown
   */
  public LogReader(
      Consumer<byte[], byte[]> consumer,
      PolledBytes polled,
      StopSignal stop,
      LongSupplier nanoTime,
      ProgressReport.Factory reports) {
    this.consumer = consumer;
    this.polled = polled;
    this.stop = stop;
    this.nanoTime = nanoTime;
    this.reports = reports;
  }

  /**
   * Hands the records over, partition after partition, each in its order, until a stop is
   * requested.
   *
   * @param ranges of the topic's partitions
   * @param word for its records
   * @param visitor takes a record, and returns whether it wants more
   * @param done what was done so far, for the progress on long work
   * @throws TimeoutException if nothing comes for ten seconds
   */
  public void read(
      String topic,
      List<Span> ranges,
      String word,
      Predicate<ConsumerRecord<byte[], byte[]>> visitor,
      Supplier<String> done) {
    AtomicLong read = new AtomicLong();
    try (ProgressReport progress =
        reports.of("reading " + topic, new Unit(word), Span.total(ranges))) {
      Predicate<ConsumerRecord<byte[], byte[]>> counting =
          record -> {
            read.incrementAndGet();
            return visitor.test(record);
          };
      for (Span range : ranges) {
        if (!read(range, counting, () -> progress.at(read.get(), done))) {
          return;
        }
      }
    }
  }

  /**
   * Whether more is wanted.
   *
   * @param heartbeat called about five times a second, and more often
   */
  private boolean read(
      Span range, Predicate<ConsumerRecord<byte[], byte[]>> visitor, Runnable heartbeat) {
    consumer.assign(List.of(range.partition()));
    consumer.seek(range.partition(), range.begin());
    long position = range.begin();
    long heard = nanoTime.getAsLong();
    while (position < range.end()) {
      if (stop.isRequested() || !visitAll(poll(range.partition()), range.end(), visitor)) {
        return false;
      }
      heartbeat.run();
      long next = consumer.position(range.partition());
      heard = next == position ? heard : nanoTime.getAsLong();
      position = next;
      refuseSilence(heard, range.partition());
    }
    return true;
  }

  private boolean visitAll(
      ConsumerRecords<byte[], byte[]> records,
      long end,
      Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() < end && (stop.isRequested() || !visitor.test(record))) {
        return false;
      }
    }
    return true;
  }

  /** Polls; what retention took away meanwhile is skipped, with a word. */
  private ConsumerRecords<byte[], byte[]> poll(TopicPartition partition) {
    polled.begin(POLL_BYTES);
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      long sought = e.offsetOutOfRangePartitions().getOrDefault(partition, Long.MAX_VALUE);
      long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
      if (first <= sought) {
        throw e; // the log was cut at its end, and what is missing is not known
      }
      log.warn("{}: offsets {} to {} are gone meanwhile", partition, sought, first - 1);
      consumer.seek(partition, first);
      return ConsumerRecords.empty();
    }
  }

  private void refuseSilence(long heard, TopicPartition partition) {
    if (nanoTime.getAsLong() - heard >= TIMEOUT.toNanos()) {
      throw new TimeoutException(
          "nothing came from " + partition + " for " + TIMEOUT.toSeconds() + " s");
    }
  }
}
