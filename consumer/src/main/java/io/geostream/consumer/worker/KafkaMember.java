package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.offsets.LogMismatchException;
import io.geostream.consumer.offsets.OffsetKey;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member of the group by Kafka's own consumer. */
final class KafkaMember implements GroupMember {

  private static final Logger log = LoggerFactory.getLogger(KafkaMember.class);
  private static final Duration COMMIT = Duration.ofMillis(500);
  private static final Duration ENDS = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> kafka;
  private final OffsetKey key;
  private final LargeRecords largeRecords;

  KafkaMember(Consumer<byte[], byte[]> kafka, OffsetKey key, LargeRecords largeRecords) {
    this.kafka = kafka;
    this.key = key;
    this.largeRecords = largeRecords;
  }

  @Override
  public void join(Listener listener) {
    kafka.subscribe(List.of(key.topic()), new Rebalances(listener));
  }

  /**
   * As {@link GroupMember#poll}.
   *
   * @throws LogMismatchException if the log was cut below what was read
   */
  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    try {
      return largeRecords.poll(timeout);
    } catch (LogTruncationException e) {
      Map<TopicPartition, Long> read = e.offsetOutOfRangePartitions();
      throw LogMismatchException.truncated(key, read, e.divergentOffsets(), ends(read.keySet()));
    }
  }

  /** Where partitions end, or nothing if the brokers do not answer soon. */
  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
    try {
      return kafka.endOffsets(partitions, ENDS);
    } catch (KafkaException e) {
      log.debug("the ends of {} are not known", partitions, e);
      return Map.of();
    }
  }

  @Override
  public void seek(int partition, long next, Optional<Integer> leaderEpoch) {
    kafka.seek(topicPartition(partition), new OffsetAndMetadata(next, leaderEpoch, ""));
  }

  @Override
  public void seekToPlaceholder(int partition) {
    kafka.seek(topicPartition(partition), 0);
  }

  @Override
  public void pause(Collection<Integer> partitions) {
    kafka.pause(topicPartitions(partitions));
  }

  @Override
  public void resume(Collection<Integer> partitions) {
    kafka.resume(topicPartitions(partitions));
  }

  @Override
  public OptionalLong lag(int partition) {
    return kafka.currentLag(topicPartition(partition));
  }

  @Override
  public void commitSoon(Map<Integer, Advance> offsets) {
    Map<TopicPartition, OffsetAndMetadata> own = own(offsets);
    if (!own.isEmpty()) {
      kafka.commitAsync(own, (done, fault) -> log.debug("committed {} to Kafka", done, fault));
    }
  }

  @Override
  public void commitNow(Map<Integer, Advance> offsets) {
    Map<TopicPartition, OffsetAndMetadata> own = own(offsets);
    if (own.isEmpty()) {
      return;
    }
    try {
      commit(own);
    } catch (KafkaException e) {
      log.debug("Kafka's copy of the offsets is not up to date", e);
    }
  }

  private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      kafka.commitSync(offsets, COMMIT);
    } catch (WakeupException e) {
      kafka.commitSync(offsets, COMMIT); // it was meant for the poll, and is used up now
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> own(Map<Integer, Advance> offsets) {
    Map<TopicPartition, OffsetAndMetadata> own = new HashMap<>();
    offsets.forEach(
        (partition, advance) ->
            own.put(
                topicPartition(partition),
                new OffsetAndMetadata(advance.next(), advance.leaderEpoch(), "")));
    own.keySet().retainAll(kafka.assignment());
    return own;
  }

  @Override
  public void close() {
    kafka.close(CloseOptions.timeout(CLOSE));
  }

  private TopicPartition topicPartition(int partition) {
    return new TopicPartition(key.topic(), partition);
  }

  private Set<TopicPartition> topicPartitions(Collection<Integer> partitions) {
    return partitions.stream().map(this::topicPartition).collect(Collectors.toSet());
  }

  /** Passes on what happens to partitions, unless it is about none. */
  private record Rebalances(Listener listener) implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        listener.assigned(numbers(partitions));
        log.info("assigned {}", sorted(partitions));
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        listener.revoked(numbers(partitions));
        log.info("revoked {}", sorted(partitions));
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        listener.lost(numbers(partitions));
        log.warn("lost {}: this consumer did not answer its group in time", sorted(partitions));
      }
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
      return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    private static Set<String> sorted(Collection<TopicPartition> partitions) {
      return partitions.stream()
          .map(TopicPartition::toString)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
