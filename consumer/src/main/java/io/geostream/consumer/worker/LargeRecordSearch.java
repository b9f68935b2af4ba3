package io.geostream.consumer.worker;

import io.geostream.consumer.offsets.OffsetKey;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the record for which the heap is too small, with a consumer that has left its group. */
final class LargeRecordSearch {

  private static final Logger log = LoggerFactory.getLogger(LargeRecordSearch.class);

  private static final Duration PROBE = Duration.ofMillis(200);
  private static final int PROBES = 5;

  /** For some ten partitions. */
  private static final Duration PROBING = Duration.ofSeconds(20);

  private final Consumer<byte[], byte[]> kafka;
  private final OffsetKey key;
  private final LonePoll alone;

  LargeRecordSearch(Consumer<byte[], byte[]> kafka, OffsetKey key, LonePoll alone) {
    this.kafka = kafka;
    this.key = key;
    this.alone = alone;
  }

  /**
   * Polls each partition for its next record. If even an empty poll fails, a broker's answer does
   * not fit, and its partition is unknown; likewise if there are too many partitions to poll, or a
   * stop interrupts this.
   *
   * @param next where each partition is read next, if all before it is written
   */
  OutOfHeapException fault(SortedMap<Integer, Long> next, Throwable fault) {
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
    for (int probe = 0; probe < PROBES; probe++) {
      try {
        if (!alone.poll(PROBE).isEmpty()) {
          return true; // it is dropped: nothing is written any more
        }
      } catch (WakeupException | InterruptException e) {
        throw e;
      } catch (OutOfMemoryError | RuntimeException e) {
        log.debug("a probe failed", e);
        if (OutOfHeapException.isOutOfMemory(e)) {
          return false;
        }
      }
    }
    return true;
  }
}
