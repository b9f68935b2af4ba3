package io.geostream.consumer.poll;

import io.geostream.consumer.ConsumerMetrics;
import io.geostream.consumer.batch.Advance;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells others how far this worker is: Kafka's lag tools by committing to the group, and the
 * metrics by the records not yet written. Nothing depends on it; the database is what counts. Used
 * by the poll thread alone.
 */
final class GroupProgress {

  private static final Logger log = LoggerFactory.getLogger(GroupProgress.class);
  private static final Duration COMMIT = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> kafka;
  private final String topic;
  private final Progress progress;
  private final ConsumerMetrics metrics;
  private final Map<Integer, Long> writtenUpTo = new HashMap<>();

  GroupProgress(
      Consumer<byte[], byte[]> kafka, String topic, Progress progress, ConsumerMetrics metrics) {
    this.kafka = kafka;
    this.topic = topic;
    this.progress = progress;
    this.metrics = metrics;
  }

  /** A partition begins at an offset that the database has. */
  void loaded(int partition, long offset) {
    writtenUpTo.put(partition, offset);
  }

  /** Partitions are not ours any more. */
  void forget(Collection<Integer> partitions) {
    for (Integer partition : partitions) {
      writtenUpTo.remove(partition);
      metrics.queueSize(partition, null);
    }
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
      writtenUpTo.put(written.getKey(), advance.next());
      offsets.put(
          new TopicPartition(topic, written.getKey()),
          new OffsetAndMetadata(advance.next(), advance.leaderEpoch(), ""));
    }
    offsets.keySet().retainAll(kafka.assignment());
    return offsets;
  }

  /** Sets the metric of each partition whose position is known. */
  void reportQueues(Positions positions) {
    for (Integer partition : positions.assigned()) {
      positions.position(partition).ifPresent(position -> reportQueue(partition, position));
    }
  }

  private void reportQueue(int partition, long position) {
    long unwritten = position - writtenUpTo.getOrDefault(partition, position);
    kafka
        .currentLag(new TopicPartition(topic, partition))
        .ifPresent(unread -> metrics.queueSize(partition, unread + unwritten));
  }
}
