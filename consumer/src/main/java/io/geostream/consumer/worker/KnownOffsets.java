package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.offsets.StoredOffset;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The offsets that a writer last loaded or wrote. They are only as reliable as the connection that
 * was used: a database that restarts or fails over may have lost its last commits. So they are
 * compared after each fault of the database, and every few seconds, as a pooler may hide a
 * failover.
 */
final class KnownOffsets {

  static final Duration COMPARED_EVERY = Duration.ofSeconds(3);

  /** How long a writer without partitions waits for work at a time. */
  private static final Duration NOTHING_KNOWN = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private final SortedMap<Integer, Long> next = new TreeMap<>();
  private int generation = -1;
  private boolean inDoubt;
  private long comparedNanos;

  /**
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  KnownOffsets(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Offsets were loaded for a generation; those of another one are forgotten. What is known already
   * stays, so that a comparison finds what the database lost since.
   */
  void loaded(int loadedGeneration, Map<Integer, StoredOffset> offsets) {
    if (loadedGeneration != generation) {
      forget();
      generation = loadedGeneration;
      comparedNanos = nanoTime.getAsLong();
    }
    offsets.forEach((partition, offset) -> next.putIfAbsent(partition, offset.next()));
  }

  void written(Map<Integer, Advance> advances) {
    advances.forEach((partition, advance) -> next.replace(partition, advance.next()));
  }

  /** The database may have lost what it had committed. */
  void doubt() {
    inDoubt = true;
  }

  boolean areInDoubt() {
    return inDoubt;
  }

  /** They were just compared, and match. */
  void confirmed() {
    inDoubt = false;
    comparedNanos = nanoTime.getAsLong();
  }

  void forget() {
    next.clear();
    inDoubt = false;
  }

  int generation() {
    return generation;
  }

  /** By partition, the next offset; a copy. */
  SortedMap<Integer, Long> next() {
    return new TreeMap<>(next);
  }

  /** Whether it is time to compare them. */
  boolean areDue() {
    return !next.isEmpty() && untilDue().isZero();
  }

  /** How long there is until then. */
  Duration untilDue() {
    if (next.isEmpty()) {
      return NOTHING_KNOWN;
    }
    long left = comparedNanos + COMPARED_EVERY.toNanos() - nanoTime.getAsLong();
    return inDoubt || left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }
}
