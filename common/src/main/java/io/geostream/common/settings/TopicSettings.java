package io.geostream.common.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which topic is meant, and how its brokers are reached; a picocli mix-in. */
public final class TopicSettings {

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
      description = "The topic of the messages. Default: ${DEFAULT-VALUE}.")
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

  /**
   * The topic's name.
   *
   * @throws SettingException if Kafka would refuse the name
   */
  public String name() {
    return TopicNames.checked("--topic (KAFKA_TOPIC)", topic);
  }

  /**
   * The Kafka client settings given by the user: file, then {@code -K}, then {@code
   * --bootstrap-servers}.
   *
   * @throws SettingException if the file cannot be read, or a key is one that the program or safety
   *     forbids
   */
  public KafkaSettings clients() {
    return KafkaSettings.of(kafkaConfig, kafka, bootstrapServers);
  }
}
