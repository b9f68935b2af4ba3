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

  Targets(Wanted wanted, TopicInfo info) {
    this.wanted = wanted;
    this.info = info;
  }

  /** The topic that letters go to. */
  String topic() {
    return wanted.topic();
  }

  /** Why the letter of this identity cannot go there; null if it can. */
  @Nullable Outcome obstacle(LetterIdentity identity) {
    if (wanted.anyLetter()) {
      return null;
    }
    if (!isOfCluster(identity)) {
      return Outcome.OTHER_CLUSTER;
    }
    return isOfTopic(identity) ? null : Outcome.OTHER_TOPIC;
  }

  /** The original's own partition; null for the one that its key asks for. */
  @Nullable Integer partition(LetterIdentity identity) {
    return isOfCluster(identity) && isOfTopic(identity) && identity.partition() < info.partitions()
        ? identity.partition()
        : null;
  }

  private boolean isOfCluster(LetterIdentity identity) {
    return identity.clusterId().isEmpty() || identity.clusterId().equals(info.clusterId());
  }

  private boolean isOfTopic(LetterIdentity identity) {
    return identity.topic().equals(wanted.topic());
  }
}
