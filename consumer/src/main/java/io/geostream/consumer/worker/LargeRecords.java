package io.geostream.consumer.worker;

import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.offsets.OffsetKey;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls bounded amounts. If the heap is too small for one, waits until what was read before is
 * written, leaves the group, and continues from the stored offsets record by record; if it is too
 * small again, by {@link LonePoll}. Records that are too much only together pass, all before one
 * that is too large by itself is written, and that one can be named. Used by the poll thread alone.
 */
final class LargeRecords {

  private static final Logger log = LoggerFactory.getLogger(LargeRecords.class);

  /** What a poll may bring, and for how many records. */
  private enum Amount {
    BOUNDED(Long.MAX_VALUE),

    /** For more than a worker may hold between the stored offsets and the record. */
    ONE_RECORD(100_000),

    /** For more than a poll of one record loses. */
    LONE_RECORD(1_000);

    final long records;

    Amount(long records) {
      this.records = records;
    }
  }

  /** More than a writer needs for two batches, and less than the group waits for a poll. */
  private static final Duration WRITE = Duration.ofSeconds(20);

  private static final Duration WRITE_CHECK = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> kafka;
  private final OffsetKey key;
  private final Mailbox mailbox;
  private final OwnedPartitions owned;
  private final PolledBytes polled;
  private final LonePoll alone;
  private final long mostBytes;
  private Amount amount = Amount.BOUNDED;
  private long left = Amount.BOUNDED.records;
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
    this.alone = new LonePoll(kafka, polled);
    this.mostBytes = mostBytes;
  }

  /** Polls; if the heap is too small, returns nothing, and {@link #leave} has to follow. */
  ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    try {
      ConsumerRecords<byte[], byte[]> records = pollAmount(timeout);
      count(records.count());
      return records;
    } catch (OutOfMemoryError | RuntimeException e) {
      if (!OutOfHeapException.isOutOfMemory(e)) {
        throw e;
      }
      full = e;
      fullSinceNanos = System.nanoTime();
      return ConsumerRecords.empty();
    }
  }

  private ConsumerRecords<byte[], byte[]> pollAmount(Duration timeout) {
    if (amount == Amount.LONE_RECORD) {
      return alone.poll(timeout);
    }
    polled.begin(amount == Amount.BOUNDED ? mostBytes : 0);
    return kafka.poll(timeout);
  }

  private void count(int records) {
    left -= records;
    if (left <= 0) {
      become(Amount.BOUNDED);
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
      if (!OutOfHeapException.isOutOfMemory(e)) {
        throw e;
      }
      outOfHeap = true;
      throw OutOfHeapException.oneOf(key, next, fault); // the answer comes again in each poll
    }
    if (amount == Amount.LONE_RECORD) {
      outOfHeap = true;
      throw new LargeRecordSearch(kafka, key, alone).fault(next, fault);
    }
    log.warn("out of memory in a poll of {}: its records are read again, one by one", key.topic());
    become(amount == Amount.BOUNDED ? Amount.ONE_RECORD : Amount.LONE_RECORD);
  }

  private void become(Amount next) {
    amount = next;
    left = next.records;
  }
}
