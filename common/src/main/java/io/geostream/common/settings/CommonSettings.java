package io.geostream.common.settings;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The settings that both daemons have; a picocli mix-in. */
public final class CommonSettings {

  @Mixin private final TopicSettings topic = new TopicSettings();

  @Option(
      names = "--http-host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address for /metrics and /health. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "HTTP_HOST")
  private String httpHost = "";

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description =
          "The port for /metrics and /health; 0 picks a free one and logs it. Default: consumer 8000, producer 8001.")
  @Setting(variable = "HTTP_PORT", min = 0, max = 65_535)
  private @Nullable Integer httpPort;

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

  /** The address to listen on. */
  public String httpHost() {
    return httpHost;
  }

  /** The port to listen on; 0 for any free one. */
  public int httpPort(int defaultPort) {
    return httpPort == null ? defaultPort : httpPort;
  }

  /** What is logged, and how. */
  public LoggingSettings logging() {
    return logging;
  }
}
