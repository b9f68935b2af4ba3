package io.geostream.consumer.worker;

import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.offsets.OffsetKey;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls bounded amounts. If the heap is too small for one, waits until what was read before is
 * written, leaves the group, and continues from the stored offsets record by record. Records that
 * are too much only together pass, and one that is too large by itself can be named. Used by the
 * poll thread alone.
 */
final class LargeRecords {

  private static final Logger log = LoggerFactory.getLogger(LargeRecords.class);

  /** More than a worker may hold between the stored offsets and the record. */
  private static final int RECORDS_ONE_BY_ONE = 100_000;

  /** More than a writer needs for two batches, and less than the group waits for a poll. */
  private static final Duration WRITE = Duration.ofSeconds(20);

  private static final Duration WRITE_CHECK = Duration.ofMillis(100);
  private static final Duration PROBE = Duration.ofMillis(200);
  private static final int PROBES = 5;

  /** For some ten partitions. */
  private static final Duration PROBING = Duration.ofSeconds(20);

  private static final int DEEPEST = 10;

  private final Consumer<byte[], byte[]> kafka;
  private final OffsetKey key;
  private final Mailbox mailbox;
  private final OwnedPartitions owned;
  private final PolledBytes polled;
  private final long mostBytes;
  private int oneByOne;
  private @Nullable Throwable full;
  private long fullSinceNanos;
  private boolean outOfHeap;

  /**
   * @param polled what bounds the consumer's polls
   * @param mostBytes how much a poll may bring
   */
  LargeRecords(
      Consumer<byte[], byte[]> kafka,
      OffsetKey key,
      Mailbox mailbox,
      OwnedPartitions owned,
      PolledBytes polled,
      long mostBytes) {
    this.kafka = kafka;
    this.key = key;
    this.mailbox = mailbox;
    this.owned = owned;
    this.polled = polled;
    this.mostBytes = mostBytes;
  }

  /** Polls; if the heap is too small, returns nothing, and {@link #leave} has to follow. */
  ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    polled.begin(oneByOne > 0 ? 0 : mostBytes);
    try {
      ConsumerRecords<byte[], byte[]> records = kafka.poll(timeout);
      oneByOne = Math.max(0, oneByOne - records.count());
      return records;
    } catch (OutOfMemoryError | RuntimeException e) {
      if (!isOutOfMemory(e)) {
        throw e;
      }
      full = e;
      fullSinceNanos = System.nanoTime();
      return ConsumerRecords.empty();
    }
  }

  /** Whether the heap was too small for the last poll, and the group is to be left. */
  boolean isHeapFull() {
    return full != null;
  }

  /** Whether the consumer cannot even be closed: the answer that does not fit would come again. */
  boolean isOutOfHeap() {
    return outOfHeap;
  }

  /**
   * Waits a moment for what was read to be written; once it is, or takes too long, leaves the
   * group, since what the client holds might pass over the record.
   *
   * @return whether the group is left, and is to be joined again
   * @throws OutOfHeapException if the heap does not suffice for one record, or for leaving
   */
  boolean leave() throws InterruptedException {
    boolean nothingLeft = mailbox.isAllWritten(); // or dropped: then no wait makes it written
    boolean written = mailbox.awaitWritten(owned.generation(), WRITE_CHECK);
    if (!written && !nothingLeft && System.nanoTime() - fullSinceNanos < WRITE.toNanos()) {
      return false;
    }
    Throwable fault = Objects.requireNonNull(full);
    full = null;
    leave(written ? owned.positions() : new TreeMap<>(), fault);
    return true;
  }

  /**
   * Leaves the group, for the first time or for good.
   *
   * @param next where each partition is read next, if all before it is written
   */
  private void leave(SortedMap<Integer, Long> next, Throwable fault) {
    try {
      kafka.unsubscribe(); // revokes all, which also makes room in the heap
    } catch (OutOfMemoryError | RuntimeException e) {
      if (!isOutOfMemory(e)) {
        throw e;
      }
      outOfHeap = true;
      throw OutOfHeapException.oneOf(key, next, fault); // the answer comes again in each poll
    }
    if (oneByOne > 0) {
      outOfHeap = true;
      throw tooLarge(next, fault);
    }
    log.warn("out of memory in a poll of {}: its records are read again, one by one", key.topic());
    oneByOne = RECORDS_ONE_BY_ONE;
  }

  /**
   * In the classic group protocol, a thread of the client's own passes its error on as a cause.
   * Unlike {@link io.geostream.common.daemon.Causes} it needs no memory, of which there may be
   * none.
   */
  private static boolean isOutOfMemory(Throwable fault) {
    Throwable cause = fault;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  /**
   * Polls each partition for its next record. If even an empty poll fails, a broker's answer does
   * not fit, and its partition is unknown; likewise if there are too many partitions to poll, or a
   * stop interrupts this.
   */
  private OutOfHeapException tooLarge(SortedMap<Integer, Long> next, Throwable fault) {
    try {
      Integer partition = firstThatFails(next);
      if (partition != null) {
        return OutOfHeapException.record(
            key, partition, Objects.requireNonNull(next.get(partition)), fault);
      }
    } catch (WakeupException | InterruptException e) {
      log.debug("a stop is requested", e);
    }
    return OutOfHeapException.oneOf(key, next, fault);
  }

  private @Nullable Integer firstThatFails(SortedMap<Integer, Long> next) {
    long begin = System.nanoTime();
    for (Map.Entry<Integer, Long> each : next.entrySet()) {
      if (System.nanoTime() - begin > PROBING.toNanos()) {
        return null;
      }
      TopicPartition partition = new TopicPartition(key.topic(), each.getKey());
      kafka.assign(Set.of(partition));
      kafka.seek(partition, each.getValue());
      kafka.pause(Set.of(partition));
      boolean answers = passes();
      kafka.resume(Set.of(partition));
      if (answers && !passes()) {
        return each.getKey();
      }
    }
    return null;
  }

  private boolean passes() {
    polled.begin(0);
    for (int probe = 0; probe < PROBES; probe++) {
      try {
        if (!kafka.poll(PROBE).isEmpty()) {
          return true; // it is dropped: nothing is written any more
        }
      } catch (WakeupException | InterruptException e) {
        throw e;
      } catch (OutOfMemoryError | RuntimeException e) {
        log.debug("a probe failed", e);
        if (isOutOfMemory(e)) {
          return false;
        }
      }
    }
    return true;
  }
}
