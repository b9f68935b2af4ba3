package io.geostream.consumer.deadletter;

import io.geostream.common.settings.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a dead-letter topic keeps letters.
 *
 * @param topic its name
 * @param configs what it is set to, by itself or by the brokers' defaults
 */
record LetterKeeping(String topic, Map<String, String> configs) {

  /** What a topic is made with. */
  static final Duration RETENTION = Duration.ofDays(30);

  LetterKeeping {
    configs = Map.copyOf(configs);
  }

  /**
   * Refuses a topic where letters of one key replace each other.
   *
   * @throws LetterTopicException if it is one
   */
  void refuseCompaction() {
    if (policies().contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new LetterTopicException(
          "%s has cleanup.policy=%s, and would lose dead letters: give it cleanup.policy=delete, or name another topic with --dead-letter-topic"
              .formatted(topic, text(TopicConfig.CLEANUP_POLICY_CONFIG)));
    }
  }

  /** Why letters may be lost, or cannot be written, each with what to change. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (policies().contains(TopicConfig.CLEANUP_POLICY_DELETE)) {
      warnAboutDeletion(warnings);
    }
    if (number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG) < LetterRecords.LARGEST_CUT) {
      warnings.add(
          warning(
              "does not take even a cut letter: raise its max.message.bytes to %d or more",
              LetterRecords.LARGEST_CUT));
    }
    return warnings;
  }

  private void warnAboutDeletion(List<String> warnings) {
    long millis = number(TopicConfig.RETENTION_MS_CONFIG);
    if (millis >= 0 && millis < RETENTION.toMillis()) {
      warnings.add(
          warning(
              "keeps dead letters for %s only: raise its retention.ms to %d (30d), or to -1 for no end",
              Durations.inWords(Duration.ofMillis(millis)), RETENTION.toMillis()));
    }
    long bytes = number(TopicConfig.RETENTION_BYTES_CONFIG);
    if (bytes >= 0) {
      warnings.add(
          warning(
              "drops its oldest dead letters once a partition has more than %,d bytes: set its retention.bytes to -1",
              bytes));
    }
  }

  private String warning(String format, Object... arguments) {
    return topic + " " + String.format(Locale.ROOT, format, arguments);
  }

  private List<String> policies() {
    return List.of(text(TopicConfig.CLEANUP_POLICY_CONFIG).strip().split("\\s*,\\s*"));
  }

  private long number(String key) {
    return Long.parseLong(text(key));
  }

  private String text(String key) {
    return configs.getOrDefault(key, "");
  }
}
