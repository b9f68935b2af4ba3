package io.geostream.common.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The settings that both daemons have; a picocli mix-in. */
public final class CommonSettings {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      description =
          "Kafka brokers to ask first. Default: the Kafka config file's, else localhost:9092.")
  @Setting(variable = "KAFKA_BOOTSTRAP_SERVERS")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      defaultValue = "geospatial-data",
      description = "The topic of the readings. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "KAFKA_TOPIC")
  private String topic = "";

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "A Java properties file with any Kafka client setting (TLS, SASL, …). Default: none.")
  @Setting(variable = "KAFKA_CONFIG_FILE")
  private @Nullable Path kafkaConfig;

  @Option(
      names = "-K",
      paramLabel = "KEY=VALUE",
      description =
          "One Kafka client setting; wins over the file; repeatable. Secrets are refused here: a command line is public.")
  private Map<String, String> kafka = new LinkedHashMap<>();

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
   * The topic.
   *
   * @throws SettingException if Kafka would refuse the name
   */
  public String topic() {
    return TopicNames.checked("--topic (KAFKA_TOPIC)", topic);
  }

  /**
   * The Kafka client settings given by the user: file, then {@code -K}, then {@code
   * --bootstrap-servers}.
   *
   * @throws SettingException if the file cannot be read, or a key is one that the program or safety
   *     forbids
   */
  public KafkaSettings kafka() {
    return KafkaSettings.of(kafkaConfig, kafka, bootstrapServers);
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
