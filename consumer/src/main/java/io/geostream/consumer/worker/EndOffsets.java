package io.geostream.consumer.worker;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Where the partitions end, as the brokers told last. A worker that is paused, as in an outage of
 * the database, does not hear of new records by itself. Safe to use from any thread.
 */
public final class EndOffsets {

  private volatile Map<Integer, Long> ends = Map.of();

  /**
   * Takes news.
   *
   * @param now by partition, the offset up to which a consumer of committed transactions can read
   */
  public void are(Map<Integer, Long> now) {
    ends = Map.copyOf(now);
  }

  /** The end of a partition, if anybody has told. */
  OptionalLong of(int partition) {
    Long end = ends.get(partition);
    return end == null ? OptionalLong.empty() : OptionalLong.of(end);
  }
}
