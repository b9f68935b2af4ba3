package io.geostream.consumer.poll;

import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.offsets.OffsetKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls bounded amounts. When the heap does not suffice for one, reads on from the stored offsets
 * record by record: what only was too much at once passes, and a record that is too large by itself
 * can be named, with all before it written. Used by the poll thread alone.
 */
final class CarefulPoll {

  private static final Logger log = LoggerFactory.getLogger(CarefulPoll.class);

  /** More than a worker may hold between the stored offsets and the record. */
  private static final int RECORDS_ONE_BY_ONE = 100_000;

  /** More than a writer needs for two batches, and less than the group waits for a poll. */
  private static final Duration WRITE = Duration.ofSeconds(20);

  private static final Duration STOP_CHECK = Duration.ofMillis(100);
  private static final Duration PROBE = Duration.ofMillis(200);
  private static final int PROBES = 5;
  private static final int DEEPEST = 10;

  private final Consumer<byte[], byte[]> kafka;
  private final OffsetKey key;
  private final Handoff handoff;
  private final PolledBytes polled;
  private final long mostBytes;
  private final BooleanSupplier stopping;
  private int oneByOne;

  /**
   * @param polled what bounds the consumer's polls
   * @param mostBytes how much a poll may bring
   * @param stopping whether a stop is requested
   */
  CarefulPoll(
      Consumer<byte[], byte[]> kafka,
      OffsetKey key,
      Handoff handoff,
      PolledBytes polled,
      long mostBytes,
      BooleanSupplier stopping) {
    this.kafka = kafka;
    this.key = key;
    this.handoff = handoff;
    this.polled = polled;
    this.mostBytes = mostBytes;
    this.stopping = stopping;
  }

  /**
   * Polls.
   *
   * @return the records; null if the heap did not suffice. The consumer has left its group then,
   *     since what its client holds might pass over the record: it has to subscribe again, and read
   *     from the stored offsets
   * @throws OutOfHeapException if it does not suffice for one record, or for leaving the group
   */
  @Nullable ConsumerRecords<byte[], byte[]> poll(Duration timeout, Positions positions)
      throws InterruptedException {
    polled.begin(oneByOne > 0 ? 0 : mostBytes);
    try {
      ConsumerRecords<byte[], byte[]> records = kafka.poll(timeout);
      oneByOne = Math.max(0, oneByOne - records.count());
      return records;
    } catch (OutOfMemoryError | RuntimeException e) {
      if (!isOutOfMemory(e)) {
        throw e;
      }
      boolean written = awaitWritten(positions.generation());
      if (stopping.getAsBoolean()) {
        return ConsumerRecords.empty();
      }
      leave(written ? known(positions) : new TreeMap<>(), e);
      return null;
    }
  }

  private boolean awaitWritten(int generation) throws InterruptedException {
    long deadline = System.nanoTime() + WRITE.toNanos();
    boolean written = false;
    while (!written && !stopping.getAsBoolean() && System.nanoTime() < deadline) {
      written = handoff.awaitWritten(generation, STOP_CHECK);
    }
    return written;
  }

  private static SortedMap<Integer, Long> known(Positions positions) {
    SortedMap<Integer, Long> next = new TreeMap<>();
    positions
        .assigned()
        .forEach(each -> positions.position(each).ifPresent(at -> next.put(each, at)));
    return next;
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
      throw OutOfHeapException.oneOf(key, next, fault); // the answer comes again in each poll
    }
    if (oneByOne > 0) {
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
   * Asks each partition for its next record. If a partition cannot even be asked for none, it is
   * the answer of a broker that does not fit, and nothing says of which partition it is.
   */
  private OutOfHeapException tooLarge(SortedMap<Integer, Long> next, Throwable fault) {
    for (Map.Entry<Integer, Long> each : next.entrySet()) {
      TopicPartition partition = new TopicPartition(key.topic(), each.getKey());
      kafka.assign(Set.of(partition));
      kafka.seek(partition, each.getValue());
      kafka.pause(Set.of(partition));
      boolean answers = passes();
      kafka.resume(Set.of(partition));
      if (answers && !passes()) {
        return OutOfHeapException.record(key, each.getKey(), each.getValue(), fault);
      }
    }
    return OutOfHeapException.oneOf(key, next, fault);
  }

  private boolean passes() {
    polled.begin(0);
    for (int probe = 0; probe < PROBES; probe++) {
      try {
        if (!kafka.poll(PROBE).isEmpty()) {
          return true; // it is dropped: nothing is written any more
        }
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
