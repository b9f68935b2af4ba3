package io.geostream.consumer.offsets;

import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;

/** The topic that offsets are of, compared with the one that Kafka has under its name now. */
public final class TopicIdentity {

  private final Topics topics;
  private final OffsetKey key;

  TopicIdentity(Topics topics, OffsetKey key) {
    this.topics = topics;
    this.key = key;
  }

  /**
   * Makes sure that it is the same, and tells what Kafka says of it.
   *
   * @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if there is none
   * @throws org.apache.kafka.common.KafkaException if the brokers do not tell
   * @throws LogMismatchException if it is another one
   */
  public TopicInfo requireUnchanged() {
    TopicInfo topic = topics.require(key.topic());
    if (!topic.id().equals(key.topicId())) {
      throw LogMismatchException.otherTopic(key, key.topicId().toString(), topic);
    }
    return topic;
  }
}
