package io.geostream.consumer.tool.offsets;

import io.geostream.consumer.offsets.LogComparison;
import io.geostream.consumer.offsets.StoredOffset;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A partition's row in {@code kafka_offsets}.
 *
 * @param stored where the partition goes on
 * @param updatedAt when it was last written
 * @param table the one that the group feeds from the partition; null until a consumer claims it
 */
record OffsetRow(StoredOffset stored, Instant updatedAt, @Nullable String table) {

  long next() {
    return stored.next();
  }

  /**
   * How it fits the log.
   *
   * @param topicId the id of the topic as it is now
   */
  LogComparison in(LogRange log, String topicId) {
    return LogComparison.of(stored, topicId, log.begin(), log.end());
  }
}
