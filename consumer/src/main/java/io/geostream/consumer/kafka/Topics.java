package io.geostream.consumer.kafka;

import io.geostream.consumer.settings.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers about topics, and makes them: nothing comes from what a client remembers. Each
 * call waits for its answer, at most for the time given, and throws Kafka's own exceptions; a
 * broker that does not answer is its retriable {@link
 * org.apache.kafka.common.errors.TimeoutException}. Safe to use from any thread.
 */
public final class Topics {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NO_SUCH_RECORD = -1;

  private final Admin admin;
  private final Duration timeout;

  public Topics(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  /** The topic's identity, or null if there is no such topic. */
  public @Nullable TopicInfo describe(String topic) {
    KafkaFuture<String> cluster =
        admin.describeCluster(new DescribeClusterOptions().timeoutMs(millis())).clusterId();
    try {
      TopicDescription found = description(topic);
      return TopicInfo.of(answer(cluster), found.topicId(), found.partitions().size());
    } catch (UnknownTopicOrPartitionException e) {
      return null;
    }
  }

  /**
   * The topic's identity.
   *
   * @throws UnknownTopicOrPartitionException if there is no such topic
   */
  public TopicInfo require(String topic) {
    TopicInfo info = describe(topic);
    if (info == null) {
      throw new UnknownTopicOrPartitionException("topic " + topic + " does not exist");
    }
    return info;
  }

  private TopicDescription description(String topic) {
    return answer(
        admin
            .describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(millis()))
            .topicNameValues()
            .get(topic));
  }

  /** Makes a topic; does nothing if it exists, whatever it is like. */
  void create(NewTopic topic) {
    try {
      answer(
          admin.createTopics(List.of(topic), new CreateTopicsOptions().timeoutMs(millis())).all());
    } catch (TopicExistsException e) {
      return; // another process was faster
    }
  }

  /** How many replicas a partition has; while it is moved it has more for a time. */
  short replicas(String topic) {
    return (short)
        description(topic).partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(1);
  }

  /** One setting of a topic, as in {@link #configs}. */
  public String config(String topic, String key) {
    return Objects.requireNonNull(configs(topic).get(key), key);
  }

  /** What a topic is set to, by itself or by the brokers' defaults. */
  public Map<String, String> configs(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    DescribeConfigsOptions options = new DescribeConfigsOptions().timeoutMs(millis());
    return answer(admin.describeConfigs(List.of(resource), options).values().get(resource))
        .entries()
        .stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  /** The offsets of the first records that are still there. */
  public Map<Integer, Long> firstOffsets(String topic, Collection<Integer> partitions) {
    return offsets(topic, partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
  }

  /** The offsets after the last records, those of open transactions included. */
  public Map<Integer, Long> endOffsets(String topic, Collection<Integer> partitions) {
    return offsets(topic, partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
  }

  /** The offsets up to which a consumer of committed transactions can read. */
  public Map<Integer, Long> readableEndOffsets(String topic, Collection<Integer> partitions) {
    return offsets(topic, partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
  }

  /**
   * The offsets of the first records whose timestamp is a time or later, up to where a consumer of
   * committed transactions can read; a partition without such a record is missing from the answer.
   *
   * @param time counts to the millisecond, as Kafka does; before 1970 it is 1970
   */
  public Map<Integer, Long> offsetsSince(
      String topic, Collection<Integer> partitions, Instant time) {
    long millis = Math.max(0, time.plusNanos(NANOS_PER_MILLI - 1).toEpochMilli());
    Map<Integer, Long> offsets =
        offsets(topic, partitions, OffsetSpec.forTimestamp(millis), IsolationLevel.READ_COMMITTED);
    offsets.values().removeIf(offset -> offset == NO_SUCH_RECORD);
    return offsets;
  }

  /** Where a group shall begin in partitions for which nothing is stored. */
  public Map<Integer, Long> startOffsets(
      Start start, String group, String topic, Collection<Integer> partitions) {
    return switch (start) {
      case EARLIEST -> firstOffsets(topic, partitions);
      case LATEST -> readableEndOffsets(topic, partitions);
      case COMMITTED -> {
        Map<Integer, Long> starts = firstOffsets(topic, partitions);
        starts.putAll(committedOffsets(group, topic, partitions));
        yield starts;
      }
    };
  }

  private Map<Integer, Long> committedOffsets(
      String group, String topic, Collection<Integer> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        answer(
            admin
                .listConsumerGroupOffsets(
                    group, new ListConsumerGroupOffsetsOptions().timeoutMs(millis()))
                .partitionsToOffsetAndMetadata());
    Map<Integer, Long> offsets = new HashMap<>();
    for (Integer partition : partitions) {
      OffsetAndMetadata offset = committed.get(new TopicPartition(topic, partition));
      if (offset != null) {
        offsets.put(partition, offset.offset());
      }
    }
    return offsets;
  }

  private Map<Integer, Long> offsets(
      String topic, Collection<Integer> partitions, OffsetSpec which, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(number -> question.put(new TopicPartition(topic, number), which));
    Map<TopicPartition, ListOffsetsResultInfo> found =
        answer(
            admin
                .listOffsets(question, new ListOffsetsOptions(isolation).timeoutMs(millis()))
                .all());
    Map<Integer, Long> offsets = new HashMap<>();
    found.forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
    return offsets;
  }

  private int millis() {
    return Math.toIntExact(timeout.toMillis());
  }

  private <T> T answer(@Nullable KafkaFuture<T> future) {
    return Answers.await(future, timeout);
  }
}
