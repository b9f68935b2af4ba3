package io.geostream.consumer.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Has the position between the records of two leaders validated. Kafka's client validates where it
 * stands when it learns of a new leader. But it keeps what it fetched of a paused partition, and
 * with that it may go past the offset at which the new leader cut the log, without another look.
 * Used by the poll thread alone.
 */
final class LeaderChanges {

  private final GroupMember member;
  private final OwnedPartitions owned;

  LeaderChanges(GroupMember member, OwnedPartitions owned) {
    this.member = member;
    this.owned = owned;
  }

  /**
   * Ends a poll where the leader epoch of a partition changes. The member seeks to there with the
   * old epoch: it drops what it holds, validates the position, and fetches the rest again.
   */
  ConsumerRecords<byte[], byte[]> endAtChange(ConsumerRecords<byte[], byte[]> polled) {
    Map<TopicPartition, OffsetAndMetadata> changes = new HashMap<>();
    polled
        .nextOffsets()
        .forEach(
            (partition, end) ->
                change(partition, polled.records(partition), end)
                    .ifPresent(change -> changes.put(partition, change)));
    changes.forEach(
        (partition, change) ->
            member.seek(partition.partition(), change.offset(), change.leaderEpoch()));
    return changes.isEmpty() ? polled : endAt(changes, polled);
  }

  private Optional<OffsetAndMetadata> change(
      TopicPartition name, List<ConsumerRecord<byte[], byte[]>> records, OffsetAndMetadata end) {
    OwnedPartition partition = owned.located(name.partition());
    return partition == null ? Optional.empty() : partition.change(records, end);
  }

  private static ConsumerRecords<byte[], byte[]> endAt(
      Map<TopicPartition, OffsetAndMetadata> changes, ConsumerRecords<byte[], byte[]> polled) {
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>(polled.nextOffsets());
    ends.putAll(changes);
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    polled.partitions().forEach(partition -> records.put(partition, polled.records(partition)));
    changes.forEach(
        (partition, change) ->
            records.computeIfPresent(
                partition,
                (same, all) ->
                    all.stream().filter(each -> each.offset() < change.offset()).toList()));
    return new ConsumerRecords<>(records, ends);
  }
}
