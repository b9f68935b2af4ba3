package io.geostream.consumer.tool.deadletters;

import io.geostream.common.settings.KafkaSettings;
import io.geostream.common.settings.LoggingSettings;
import io.geostream.common.settings.TopicSettings;
import io.geostream.consumer.settings.DeadLetterSettings;
import picocli.CommandLine.Mixin;

/** Where the letters are, and how loud a tool is; a picocli mix-in. */
final class SourceSettings {

  @Mixin private final TopicSettings topic = new TopicSettings();
  @Mixin private final DeadLetterSettings deadLetterTopic = new DeadLetterSettings();
  @Mixin private final LoggingSettings logging = new LoggingSettings();

  /**
   * The topic of the letters.
   *
   * @throws io.geostream.common.settings.SettingException as of {@link DeadLetterSettings#name}
   */
  String letters() {
    return deadLetterTopic.name(topic.name());
  }

  String topic() {
    return topic.name();
  }

  /**
   * The Kafka client settings given by the user.
   *
   * @throws io.geostream.common.settings.SettingException as of {@link TopicSettings#clients()}
   */
  KafkaSettings kafka() {
    return topic.clients();
  }

  LoggingSettings logging() {
    return logging;
  }
}
