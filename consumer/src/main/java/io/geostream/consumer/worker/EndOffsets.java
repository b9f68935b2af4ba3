package io.geostream.consumer.worker;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Where the partitions end, as last reported by the brokers. A paused worker, as in an outage of
 * the database, does not see new records itself. Safe to use from any thread.
 */
public final class EndOffsets {

  private volatile Map<Integer, Long> ends = Map.of();

  /**
   * Takes a new report.
   *
   * @param now by partition, the offset up to which a consumer of committed transactions can read
   */
  public void are(Map<Integer, Long> now) {
    ends = Map.copyOf(now);
  }

  /** The end of a partition, if known. */
  OptionalLong of(int partition) {
    Long end = ends.get(partition);
    return end == null ? OptionalLong.empty() : OptionalLong.of(end);
  }
}
