package io.geostream.consumer.deadletter;

import io.geostream.consumer.kafka.ClientSettings;
import io.geostream.consumer.kafka.OwnTopic;
import io.geostream.consumer.kafka.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead-letter topic, made when the first letter needs it: with as many partitions as the
 * original and as safe, kept for 30 days, and with room for the headers that a letter has on top of
 * the largest original record. One that exists is left as it is, but must not be compacted: letters
 * of one key would replace each other. Safe to use from any thread.
 */
public final class DeadLetterTopic {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterTopic.class);

  private static final int HEADER_ROOM = 64 * 1024;
  private static final String NO_BOUND = "-1";
  private static final String UNSEEN =
      "cannot see whether %s is compacted, or drops letters early: this user may not describe its configuration";

  private final Topics topics;
  private final OwnTopic topic;
  private int partitions;

  /**
   * @param name the dead-letter topic
   * @param originalTopic the topic that the records come from
   */
  public DeadLetterTopic(Topics topics, String name, String originalTopic) {
    this.topics = topics;
    this.topic = new OwnTopic(topics, name, originalTopic);
  }

  public String name() {
    return topic.name();
  }

  /**
   * Looks at the topic, if it exists.
   *
   * @return why letters may get lost there all the same, each with what to change
   * @throws LetterTopicException if letters would get lost there
   * @throws KafkaException if it cannot be seen now, or must not be
   */
  public List<String> check() {
    if (topic.find() == null) {
      return List.of();
    }
    try {
      LetterKeeping keeping = keeping();
      keeping.refuseCompaction();
      return keeping.warnings();
    } catch (AuthorizationException e) {
      return List.of(UNSEEN.formatted(name()));
    }
  }

  /**
   * The number of its partitions; makes the topic first if it is missing.
   *
   * @throws LetterTopicException if it exists, and letters would get lost there
   * @throws KafkaException if that is not possible now, or not allowed
   */
  public synchronized int partitions() {
    if (partitions == 0) {
      if (topic.find() == null) {
        create();
      }
      refuseCompaction();
      partitions = topic.requireLeaders().partitions();
    }
    return partitions;
  }

  /** The topic may have been deleted or recreated: what is known of it is asked for again. */
  synchronized void forget() {
    partitions = 0;
  }

  private void create() {
    long largest =
        Long.parseLong(topics.config(topic.model(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    long room = Math.max(largest, ClientSettings.LARGEST_LETTER) + HEADER_ROOM;
    topic.create(
        topics.require(topic.model()).partitions(),
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(LetterKeeping.RETENTION.toMillis()),
            TopicConfig.RETENTION_BYTES_CONFIG,
            NO_BOUND,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Long.toString(Math.min(Integer.MAX_VALUE, room))));
  }

  private void refuseCompaction() {
    try {
      keeping().refuseCompaction();
    } catch (AuthorizationException e) {
      log.warn(UNSEEN.formatted(name()));
    }
  }

  private LetterKeeping keeping() {
    return new LetterKeeping(name(), topics.configs(name()));
  }
}
