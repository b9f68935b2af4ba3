package io.geostream.consumer.tool.offsets;

import org.jspecify.annotations.Nullable;

/**
 * A partition, as the database and the broker know it.
 *
 * @param row null if nothing is stored
 * @param log null if the topic has no such partition any more
 * @param topicId the id of the topic as it is now
 */
record PartitionState(
    int partition, @Nullable OffsetRow row, @Nullable LogRange log, String topicId) {

  State state() {
    if (log == null) {
      return State.GONE;
    }
    if (row == null) {
      return State.NONE;
    }
    return switch (row.in(log, topicId)) {
      case FITS -> State.OK;
      case OTHER_TOPIC -> State.MADE_ANEW;
      case CUT -> State.CUT;
      case BEYOND_END -> State.BEYOND_END;
    };
  }

  /** How many offsets are left to read; null where that is not known. */
  @Nullable Long lag() {
    return row == null || log == null || state() == State.MADE_ANEW
        ? null
        : Long.valueOf(Math.max(0, log.readable() - log.nearest(row.next())));
  }

  /** How many records were deleted before they were read, at most; null for none. */
  @Nullable Long lost() {
    return state() != State.CUT || row == null || log == null ? null : log.begin() - row.next();
  }
}
