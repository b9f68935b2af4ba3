package io.geostream.consumer.poll;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.metrics.PartitionMetrics;
import io.geostream.consumer.metrics.PartitionMetrics.Rebalance;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells others how far this worker is: Kafka's lag tools by committing to the group, and the
 * metrics by what is not yet written. Nothing depends on it; the database is what counts. Used by
 * the poll thread alone.
 */
final class GroupProgress {

  private static final Logger log = LoggerFactory.getLogger(GroupProgress.class);
  private static final Duration COMMIT = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> kafka;
  private final String topic;
  private final Progress progress;
  private final Backlogs backlogs;
  private final EndOffsets ends;
  private final PartitionMetrics metrics;

  GroupProgress(
      Consumer<byte[], byte[]> kafka,
      String topic,
      Progress progress,
      Backlogs backlogs,
      EndOffsets ends,
      PartitionMetrics metrics) {
    this.kafka = kafka;
    this.topic = topic;
    this.progress = progress;
    this.backlogs = backlogs;
    this.ends = ends;
    this.metrics = metrics;
  }

  /** Partitions are ours now. */
  void assigned(Collection<Integer> partitions) {
    metrics.assigned(partitions.size());
  }

  /** A partition begins at an offset that the database has. */
  void loaded(int partition, long offset) {
    backlogs.loaded(partition, offset);
  }

  /** Partitions are not ours any more. */
  void forget(Collection<Integer> partitions, Rebalance why) {
    backlogs.forget(partitions);
    metrics.forget(partitions, why);
  }

  /** Commits what was written since the last time, without waiting. */
  void commitSoon() {
    Map<TopicPartition, OffsetAndMetadata> offsets = takeWritten();
    if (!offsets.isEmpty()) {
      kafka.commitAsync(offsets, (done, fault) -> log.debug("committed {} to Kafka", done, fault));
    }
  }

  /** Commits what was written since the last time, and waits a moment for it. */
  void commitNow() {
    Map<TopicPartition, OffsetAndMetadata> offsets = takeWritten();
    if (offsets.isEmpty()) {
      return;
    }
    try {
      commit(offsets);
    } catch (KafkaException e) {
      log.debug("Kafka's copy of the offsets stays behind", e);
    }
  }

  private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      kafka.commitSync(offsets, COMMIT);
    } catch (WakeupException e) {
      kafka.commitSync(offsets, COMMIT); // it was meant for the poll, and is used up now
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> takeWritten() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Map.Entry<Integer, Advance> written : progress.takeWritten().entrySet()) {
      Advance advance = written.getValue();
      backlogs.written(written.getKey(), advance.next());
      offsets.put(
          new TopicPartition(topic, written.getKey()),
          new OffsetAndMetadata(advance.next(), advance.leaderEpoch(), ""));
    }
    offsets.keySet().retainAll(kafka.assignment());
    return offsets;
  }

  /** Tells the metrics what is not written; where a partition is read now is known or not. */
  void report(Positions positions) {
    for (Integer partition : positions.assigned()) {
      positions.position(partition).ifPresent(position -> look(partition, position));
    }
    backlogs.report(metrics);
  }

  /** The client knows more while it reads, the brokers do while it is paused. */
  private void look(int partition, long position) {
    OptionalLong unread = kafka.currentLag(new TopicPartition(topic, partition));
    OptionalLong end = ends.of(partition);
    if (unread.isPresent() || end.isPresent()) {
      backlogs.endsAt(
          partition, position, Math.max(unread.orElse(0), end.orElse(position) - position));
    }
  }
}
