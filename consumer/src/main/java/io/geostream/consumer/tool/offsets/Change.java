package io.geostream.consumer.tool.offsets;

import io.geostream.consumer.offsets.LogComparison;
import org.jspecify.annotations.Nullable;

/**
 * What a reset does to a partition.
 *
 * @param before the row that it was planned from; null if there was none
 * @param log what the partition holds
 * @param topicId the id of the topic as it is now
 * @param next where it goes on then
 */
record Change(int partition, @Nullable OffsetRow before, LogRange log, String topicId, long next) {

  /** What comes of it, for people. */
  String meaning() {
    if (before == null) {
      return "begins here";
    }
    long stored = before.next();
    String step = step(log.nearest(stored));
    return switch (before.in(log, topicId)) {
      case FITS -> step;
      case OTHER_TOPIC -> "begins here; what is stored is of a topic that is gone";
      case CUT -> step + "; " + (log.begin() - stored) + " were deleted before they were read";
      case BEYOND_END -> step + "; " + (stored - log.end()) + " in the table are gone from Kafka";
    };
  }

  /** Whether rows come into the table a second time. */
  boolean readsAgain() {
    return before != null
        && before.in(log, topicId) != LogComparison.OTHER_TOPIC
        && next < log.nearest(before.next());
  }

  /** From where a consumer could have gone on. */
  private String step(long from) {
    if (next < from) {
      return "reads " + (from - next) + " again";
    }
    return next > from ? "skips " + (next - from) : "skips none";
  }
}
