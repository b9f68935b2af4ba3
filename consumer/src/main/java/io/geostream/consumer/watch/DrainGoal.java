package io.geostream.consumer.watch;

import io.geostream.consumer.offsets.StoredOffset;
import java.util.Map;

/**
 * What a drain has to reach, and how far it is.
 *
 * @param ends the offset to reach in each partition
 * @param before how much of them was reached when the drain began, see {@link #reached}
 */
record DrainGoal(Map<Integer, Long> ends, long before) {

  /** A goal with what is stored now. */
  static DrainGoal of(Map<Integer, Long> ends, Map<Integer, StoredOffset> stored) {
    return new DrainGoal(ends, reached(ends, stored));
  }

  /** How many records there are to write. */
  long total() {
    return ends.values().stream().mapToLong(end -> end).sum() - before;
  }

  /** How many of them are written. */
  long done(Map<Integer, StoredOffset> stored) {
    return reached(ends, stored) - before;
  }

  /** Whether all are. */
  boolean isReached(Map<Integer, StoredOffset> stored) {
    return done(stored) == total();
  }

  /** The sum of the offsets, each up to its end. */
  private static long reached(Map<Integer, Long> ends, Map<Integer, StoredOffset> stored) {
    return ends.entrySet().stream()
        .mapToLong(
            end -> {
              StoredOffset offset = stored.get(end.getKey());
              return offset == null ? 0 : Math.min(end.getValue(), offset.next());
            })
        .sum();
  }
}
