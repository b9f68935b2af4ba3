package io.geostream.consumer.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The dead-letter topic, made when the first letter needs it: with as many partitions as the
 * original, a retention of 30 days, and room for the headers that a letter has on top of the
 * largest original record. One that exists is left as it is.
 */
public final class DeadLetterTopic {

  /**
   * The largest letter, in bytes. The original topic's limit is one for compressed batches: a
   * record that compresses well may be larger than that.
   */
  public static final int LARGEST_LETTER = 16 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int HEADER_ROOM = 64 * 1024;

  private final Admin admin;
  private final Topics topics;
  private final String name;
  private final String originalTopic;
  private int partitions;

  /**
   * @param name the dead-letter topic
   * @param originalTopic the topic that the records come from
   */
  public DeadLetterTopic(Admin admin, Topics topics, String name, String originalTopic) {
    this.admin = admin;
    this.topics = topics;
    this.name = name;
    this.originalTopic = originalTopic;
  }

  /** The topic's name. */
  public String name() {
    return name;
  }

  /**
   * The number of its partitions; makes the topic first if it is missing.
   *
   * @throws KafkaException if that is not possible now, or not allowed
   */
  public synchronized int partitions() {
    if (partitions == 0) {
      TopicInfo existing = topics.describe(name);
      int count = existing != null ? existing.partitions() : create();
      // Each leader answers only once it takes records; before, a first batch may be refused and
      // the second one taken, which
      // leaves the producer out of order.
      topics.endOffsets(name, IntStream.range(0, count).boxed().toList());
      partitions = count;
    }
    return partitions;
  }

  /** The topic may have been deleted or made anew: what is known of it is asked for again. */
  synchronized void forget() {
    partitions = 0;
  }

  private int create() {
    TopicInfo original = topics.describe(originalTopic);
    if (original == null) {
      throw new UnknownTopicOrPartitionException(originalTopic);
    }
    NewTopic topic =
        new NewTopic(name, Optional.of(original.partitions()), Optional.empty())
            .configs(
                Map.of(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(Duration.ofDays(30).toMillis()),
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    Integer.toString(Math.max(largestOriginal(), LARGEST_LETTER) + HEADER_ROOM)));
    try {
      Answers.await(
          admin
              .createTopics(
                  List.of(topic),
                  new CreateTopicsOptions().timeoutMs(Math.toIntExact(PATIENCE.toMillis())))
              .all(),
          PATIENCE);
      return original.partitions();
    } catch (TopicExistsException e) {
      return partitionsOfExisting();
    }
  }

  private int partitionsOfExisting() {
    TopicInfo existing = topics.describe(name);
    if (existing == null) {
      throw new UnknownTopicOrPartitionException(name);
    }
    return existing.partitions();
  }

  private int largestOriginal() {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, originalTopic);
    Config config =
        Answers.await(admin.describeConfigs(List.of(resource)).values().get(resource), PATIENCE);
    return Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
  }
}
