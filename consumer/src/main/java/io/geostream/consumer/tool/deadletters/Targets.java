package io.geostream.consumer.tool.deadletters;

import io.geostream.consumer.kafka.TopicInfo;
import org.jspecify.annotations.Nullable;

/**
 * Where letters go. A writer of letters chooses what their headers say, but not the topic that the
 * operator writes to: that is the one that was asked for.
 */
final class Targets {

  /**
   * What an operator asked for.
   *
   * @param topic the topic to write to
   * @param anyLetter whether letters of other topics and clusters go there, too
   */
  record Wanted(String topic, boolean anyLetter) {}

  private final Wanted wanted;
  private final TopicInfo info;

  /**
   * @param info what the brokers say of the topic
   */
  Targets(Wanted wanted, TopicInfo info) {
    this.wanted = wanted;
    this.info = info;
  }

  /** Where the letter of this identity goes. */
  Target of(LetterIdentity identity) {
    boolean ofCluster =
        identity.clusterId().isEmpty() || identity.clusterId().equals(info.clusterId());
    boolean ofTopic = identity.topic().equals(wanted.topic());
    if (!wanted.anyLetter() && !ofCluster) {
      return new Target.Missing(identity.topic(), Outcome.OTHER_CLUSTER);
    }
    if (!wanted.anyLetter() && !ofTopic) {
      return new Target.Missing(identity.topic(), Outcome.OTHER_TOPIC);
    }
    return new Target.Known(wanted.topic(), ofCluster && ofTopic ? partition(identity) : null);
  }

  private @Nullable Integer partition(LetterIdentity identity) {
    return identity.partition() < info.partitions() ? identity.partition() : null;
  }
}
