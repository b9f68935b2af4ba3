package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.metrics.PartitionMetrics;
import io.geostream.consumer.metrics.PartitionMetrics.Rebalance;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Publishes a worker's progress: to Kafka's lag tools by commits to the group, and to the metrics.
 * Nothing depends on it; only the database counts. Used by the poll thread alone.
 */
final class GroupProgress {

  private final GroupMember member;
  private final OwnedPartitions owned;
  private final EndOffsets ends;
  private final PartitionMetrics metrics;
  private final SortedMap<Integer, Advance> uncommitted = new TreeMap<>();

  GroupProgress(
      GroupMember member, OwnedPartitions owned, EndOffsets ends, PartitionMetrics metrics) {
    this.member = member;
    this.owned = owned;
    this.ends = ends;
    this.metrics = metrics;
  }

  void assigned(Set<Integer> partitions) {
    metrics.assigned(partitions.size());
  }

  /** The worker does not own the partitions any more. */
  void gone(Set<Integer> partitions, Rebalance why) {
    uncommitted.keySet().removeAll(partitions);
    metrics.forget(partitions, why);
  }

  /** The database has committed a batch. */
  void written(Map<Integer, Advance> advances) {
    advances.forEach(
        (number, advance) -> {
          OwnedPartition partition = owned.get(number);
          if (partition != null) {
            partition.written(advance.next());
            uncommitted.put(number, advance);
          }
        });
  }

  /** Commits what was written since the last time, without waiting. */
  void commitSoon() {
    if (!uncommitted.isEmpty()) {
      member.commitSoon(Map.copyOf(uncommitted));
      uncommitted.clear();
    }
  }

  /** Commits what was written since the last time, and waits a moment for it. */
  void commitNow() {
    if (!uncommitted.isEmpty()) {
      member.commitNow(Map.copyOf(uncommitted));
      uncommitted.clear();
    }
  }

  /** Updates the lag metrics. */
  void report() {
    owned.numbers().forEach(each -> owned.look(each, lag(each), ends.of(each)));
    metrics.report(owned.states());
  }

  private OptionalLong lag(int partition) {
    return owned.located(partition) == null ? OptionalLong.empty() : member.lag(partition);
  }
}
