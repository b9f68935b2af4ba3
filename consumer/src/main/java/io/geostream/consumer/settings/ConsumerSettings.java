package io.geostream.consumer.settings;

import io.geostream.common.settings.CommonSettings;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.common.settings.Setting;
import io.geostream.common.settings.SettingException;
import io.geostream.common.settings.TopicNames;
import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.kafka.DeadLetterTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The settings of a running consumer; a picocli mix-in. */
public final class ConsumerSettings {

  /** Where the consumer answers if nothing else is said. */
  public static final int DEFAULT_HTTP_PORT = 8000;

  private static final String DEAD_LETTER_SUFFIX = ".dead-letter";

  @Mixin private final CommonSettings common = new CommonSettings();
  @Mixin private final DatabaseSettings database = new DatabaseSettings();

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "geospatial-processors",
      description = "The consumer group. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "KAFKA_GROUP_ID")
  private String group = "";

  @Option(
      names = "--start",
      paramLabel = "WHERE",
      defaultValue = "earliest",
      description =
          "Where a partition begins for which the database has no offset: earliest, latest, or committed (the group's commit in"
              + " Kafka). Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_START")
  private Start start = Start.EARLIEST;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Members of the group in this process, each with two threads. Default: one a core, at most 4.")
  @Setting(variable = "CONSUMER_WORKERS", min = 1, max = 256)
  private @Nullable Integer workers;

  @Option(
      names = "--write-mode",
      paramLabel = "MODE",
      defaultValue = "auto",
      description =
          "How rows are written: copy (binary COPY), or auto, which is copy. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_WRITE_MODE")
  private WriteMode writeMode = WriteMode.AUTO;

  @Option(
      names = "--batch-rows",
      paramLabel = "N",
      defaultValue = "10000",
      description = "The most rows in one transaction. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_BATCH_ROWS", min = 1, max = 1_000_000)
  private int batchRows;

  @Option(
      names = "--linger",
      paramLabel = "DURATION",
      defaultValue = "0ms",
      description =
          "How long a batch that is not full waits for more rows. Rows gather anyway while a write is under way. Default:"
              + " ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_LINGER", min = 0, max = 60_000)
  private Duration linger = Duration.ZERO;

  @Option(
      names = "--max-age",
      paramLabel = "DURATION",
      defaultValue = "30d",
      description =
          "How much older than its Kafka record a reading may be; an older one is a dead letter. 0 is no limit. Default:"
              + " ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_MAX_AGE", min = 0)
  private Duration maxAge = Duration.ofDays(30);

  @Option(
      names = "--max-ahead",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description =
          "How much newer than its Kafka record a reading may be; a newer one is a dead letter. 0 is no limit. Default:"
              + " ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_MAX_AHEAD", min = 0)
  private Duration maxAhead = Duration.ofHours(1);

  @Option(
      names = "--dead-letter-topic",
      paramLabel = "NAME",
      description = "Where bad records go. Default: the topic's name with .dead-letter behind it.")
  @Setting(variable = "DEAD_LETTER_TOPIC")
  private @Nullable String deadLetterTopic;

  @Option(
      names = "--drain",
      description = "Stop with exit code 0 once all that the topic held at the start is written.")
  @Setting(variable = "CONSUMER_DRAIN")
  private boolean drain;

  /** How rows are written. */
  public enum WriteMode {
    AUTO,
    COPY;

    /** As users write it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What both daemons have. */
  public CommonSettings common() {
    return common;
  }

  /** The database. */
  public DatabaseSettings database() {
    return database;
  }

  /** The consumer group, not blank. */
  public String group() {
    if (group.isBlank()) {
      throw new SettingException("--group (KAFKA_GROUP_ID)", "is blank");
    }
    return group;
  }

  /** Where a partition without a stored offset begins. */
  public Start start() {
    return start;
  }

  /** How many members of the group this process has. */
  public int workers() {
    return workers != null ? workers : Math.min(4, Runtime.getRuntime().availableProcessors());
  }

  /** How rows are written. */
  public WriteMode writeMode() {
    return writeMode;
  }

  /** How large a batch may become. */
  public BatchLimits batchLimits() {
    return BatchLimits.ofRows(batchRows);
  }

  /** How long a batch that is not full waits. */
  public Duration linger() {
    return linger;
  }

  /** The greatest age of a reading; zero is no limit. */
  public Duration maxAge() {
    return maxAge;
  }

  /** How far a reading's time may be from its record's. */
  public AgeLimits ageLimits() {
    return new AgeLimits(maxAge, maxAhead);
  }

  /** Where bad records go; never the topic itself. */
  public String deadLetterTopic() {
    String setting = "--dead-letter-topic (DEAD_LETTER_TOPIC)";
    String name =
        TopicNames.checked(
            setting,
            deadLetterTopic != null ? deadLetterTopic : common.topic() + DEAD_LETTER_SUFFIX);
    if (name.equals(common.topic())) {
      throw new SettingException(setting, "is the topic of the readings itself");
    }
    return name;
  }

  /** Whether to stop once all is written. */
  public boolean drain() {
    return drain;
  }

  /** The settings of a worker's Kafka consumer. */
  public Map<String, Object> kafkaConsumer(KafkaSettings kafka) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put(ConsumerConfig.CLIENT_ID_CONFIG, "geostream-consumer");
    defaults.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    defaults.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    Map<String, Object> fixed = new HashMap<>(fixedForConsumer());
    fixed.put(ConsumerConfig.GROUP_ID_CONFIG, group());
    return kafka.forClient(ConsumerConfig.configDef(), defaults, fixed);
  }

  private static Map<String, Object> fixedForConsumer() {
    return Map.of(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "none",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class.getName(),
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class.getName());
  }

  /** The settings of the producer of dead letters. */
  public Map<String, Object> kafkaProducer(KafkaSettings kafka) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put(ProducerConfig.CLIENT_ID_CONFIG, "geostream-dead-letters");
    defaults.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    defaults.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    defaults.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    defaults.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
    defaults.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, DeadLetterTopic.LARGEST_LETTER);
    defaults.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    Map<String, Object> fixed =
        Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName(),
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return kafka.forClient(ProducerConfig.configDef(), defaults, fixed);
  }

  /** The settings of the client that asks the brokers about topics. */
  public Map<String, Object> kafkaAdmin(KafkaSettings kafka) {
    return kafka.forClient(
        AdminClientConfig.configDef(),
        Map.of(AdminClientConfig.CLIENT_ID_CONFIG, "geostream-consumer-admin"),
        Map.of());
  }
}
