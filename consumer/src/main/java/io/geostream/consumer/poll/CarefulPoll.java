package io.geostream.consumer.poll;

import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.write.OffsetKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
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

  private static final Duration PROBE = Duration.ofMillis(200);
  private static final int PROBES = 5;
  private static final int DEEPEST = 10;

  private final Consumer<byte[], byte[]> kafka;
  private final OffsetKey key;
  private final Handoff handoff;
  private final PolledBytes polled;
  private final long mostBytes;
  private int oneByOne;

  /**
   * @param polled what bounds the consumer's polls
   * @param mostBytes how much a poll may bring
   */
  CarefulPoll(
      Consumer<byte[], byte[]> kafka,
      OffsetKey key,
      Handoff handoff,
      PolledBytes polled,
      long mostBytes) {
    this.kafka = kafka;
    this.key = key;
    this.handoff = handoff;
    this.polled = polled;
    this.mostBytes = mostBytes;
  }

  /**
   * Polls.
   *
   * @return the records; null if the heap did not suffice. What the client holds is not to be used
   *     then: it would pass over the record. Reading has to begin again from the stored offsets,
   *     after {@link Consumer#unsubscribe()}
   * @throws OutOfHeapException if it does not suffice for one record
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
      if (oneByOne > 0) {
        throw tooLarge(positions, e);
      }
      log.warn(
          "out of memory in a poll of {}: its records are read again, one by one", key.topic());
      oneByOne = RECORDS_ONE_BY_ONE;
      return null;
    }
  }

  /** A thread of the client's own passes its error on as the cause of an exception. */
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
  private OutOfHeapException tooLarge(Positions positions, Throwable fault)
      throws InterruptedException {
    if (!handoff.awaitWritten(positions.generation(), WRITE)) {
      return OutOfHeapException.unwritten(key, fault);
    }
    SortedMap<Integer, Long> next = new TreeMap<>();
    positions
        .assigned()
        .forEach(each -> positions.position(each).ifPresent(at -> next.put(each, at)));
    kafka.unsubscribe();
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
      } catch (RetriableException | WakeupException e) {
        log.debug("not a matter of memory", e);
      } catch (OutOfMemoryError | KafkaException e) {
        log.debug("does not fit", e);
        return false;
      }
    }
    return true;
  }
}
