package io.geostream.consumer.letters;

import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Finds out where letters go: to the topic that was given, or each to where it came from. */
final class Targets {

  private final Topics topics;
  private final String clusterId;
  private final @Nullable String given;
  private final Map<String, Optional<TopicInfo>> known = new HashMap<>();
  private final Set<String> denied = new HashSet<>();

  /**
   * @param clusterId of the cluster that is written to
   * @param given the topic for all letters; null for the one of each
   */
  Targets(Topics topics, String clusterId, @Nullable String given) {
    this.topics = topics;
    this.clusterId = clusterId;
    this.given = given;
  }

  /** Whether there is such a topic. */
  boolean exists(String topic) {
    return info(topic).isPresent();
  }

  /** Where the letter of this identity goes. */
  Target of(LetterIdentity identity) {
    boolean isOurs = identity.clusterId().isEmpty() || identity.clusterId().equals(clusterId);
    if (given == null && !isOurs) {
      return new Target.Missing(identity.topic(), Outcome.OTHER_CLUSTER);
    }
    String topic = given != null ? given : identity.topic();
    return info(topic)
        .<Target>map(
            info ->
                new Target.Known(
                    topic,
                    isOurs && topic.equals(identity.topic()) ? partition(identity, info) : null))
        .orElseGet(
            () ->
                new Target.Missing(
                    topic, denied.contains(topic) ? Outcome.DENIED : Outcome.NO_TOPIC));
  }

  private static @Nullable Integer partition(LetterIdentity identity, TopicInfo info) {
    return identity.partition() < info.partitions() ? identity.partition() : null;
  }

  private Optional<TopicInfo> info(String topic) {
    return known.computeIfAbsent(topic, this::ask);
  }

  private Optional<TopicInfo> ask(String topic) {
    try {
      return Optional.ofNullable(topics.describe(topic));
    } catch (TopicAuthorizationException e) {
      denied.add(topic);
      return Optional.empty();
    } catch (InvalidTopicException e) {
      return Optional.empty(); // a header that anybody may have written: there is no such topic
    }
  }
}
