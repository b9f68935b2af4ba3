package io.geostream.common.settings;

import picocli.CommandLine.Mixin;

/** The settings that both daemons have; a picocli mix-in. */
public final class CommonSettings {

  @Mixin private final TopicSettings topic = new TopicSettings();

  @Mixin private final HttpSettings http = new HttpSettings();

  @Mixin private final LoggingSettings logging = new LoggingSettings();

  /**
   * The topic's name.
   *
   * @throws SettingException if Kafka would refuse it
   */
  public String topic() {
    return topic.name();
  }

  /**
   * The Kafka client settings given by the user.
   *
   * @throws SettingException as of {@link TopicSettings#clients()}
   */
  public KafkaSettings kafka() {
    return topic.clients();
  }

  /** Where to answer over HTTP. */
  public HttpSettings http() {
    return http;
  }

  /** What is logged, and how. */
  public LoggingSettings logging() {
    return logging;
  }
}
