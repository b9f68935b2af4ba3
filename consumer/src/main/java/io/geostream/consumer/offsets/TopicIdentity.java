package io.geostream.consumer.offsets;

import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import java.util.Optional;

/** The topic that offsets are of, compared with the one that Kafka has under its name now. */
public final class TopicIdentity {

  private final Topics topics;
  private final OffsetKey key;

  TopicIdentity(Topics topics, OffsetKey key) {
    this.topics = topics;
    this.key = key;
  }

  /** Its name. */
  public String name() {
    return key.topic();
  }

  /**
   * The topic as it is now; empty if there is none.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
   * @throws LogMismatchException if it is another one
   */
  public Optional<TopicInfo> find() {
    TopicInfo topic = topics.describe(key.topic());
    return topic == null ? Optional.empty() : Optional.of(unchanged(topic));
  }

  /**
   * The topic as it is now.
   *
   * @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if there is none
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
   * @throws LogMismatchException if it is another one
   */
  public TopicInfo requireUnchanged() {
    return unchanged(topics.require(key.topic()));
  }

  private TopicInfo unchanged(TopicInfo topic) {
    if (!topic.id().equals(key.topicId())) {
      throw LogMismatchException.otherTopic(key, key.topicId().toString(), topic);
    }
    return topic;
  }
}
