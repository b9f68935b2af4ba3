package io.geostream.consumer.kafka;

import io.geostream.common.settings.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The settings of our Kafka clients: what a user gave, between what we prefer and what is fixed.
 */
public final class ClientSettings {

  /**
   * The largest letter, in bytes. The original topic's limit is one for compressed batches: a
   * record that compresses well may be larger than that.
   */
  public static final int LARGEST_LETTER = 16 << 20;

  /** What the operating system gives, and lets grow with the distance of the broker. */
  private static final int SYSTEM_BUFFER = -1;

  /**
   * Milliseconds that a poll thread may be silent. In practice it never is for more than seconds,
   * whatever the database does, unless its process is frozen. The client also waits so long for the
   * answer to its joining the group, which a broker can lose:
   * docs/adr/0099-a-minute-between-polls.md.
   */
  private static final int MOST_BETWEEN_POLLS = 60_000;

  private ClientSettings() {}

  /**
   * Those of a worker's Kafka consumer.
   *
   * @param fetch how much it asks for at once
   * @throws io.geostream.common.settings.SettingException if the user set a fixed one, or a value
   *     is refused by the client; likewise below
   */
  public static Map<String, Object> consumer(KafkaSettings kafka, String group, FetchBytes fetch) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put(ConsumerConfig.CLIENT_ID_CONFIG, "geostream-consumer");
    defaults.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    defaults.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetch.answer());
    defaults.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetch.ofPartition());
    defaults.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, SYSTEM_BUFFER);
    defaults.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    defaults.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MOST_BETWEEN_POLLS);
    Map<String, Object> fixed = new HashMap<>(fixedForConsumer());
    fixed.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    return kafka.forClient(ConsumerConfig.configDef(), defaults, fixed);
  }

  private static Map<String, Object> fixedForConsumer() {
    String bytes = UncopiedBytesDeserializer.class.getName();
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
        bytes,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        bytes);
  }

  /** Those of the producer of dead letters. */
  public static Map<String, Object> deadLetterProducer(KafkaSettings kafka) {
    Map<String, Object> defaults = producerDefaults("geostream-dead-letters");
    defaults.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    defaults.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
    return kafka.forClient(ProducerConfig.configDef(), defaults, fixedForProducer());
  }

  /** Those of a consumer without a group, which a tool reads a topic with. */
  public static Map<String, Object> reader(KafkaSettings kafka) {
    kafka.refuseFixed(Set.of(ConsumerConfig.GROUP_ID_CONFIG));
    Map<String, Object> defaults = new HashMap<>();
    defaults.put(ConsumerConfig.CLIENT_ID_CONFIG, "geostream-reader");
    defaults.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return kafka.forClient(ConsumerConfig.configDef(), defaults, fixedForConsumer());
  }

  /**
   * Those of the producer that sends dead letters back. A broker that is away is an error after ten
   * seconds: a person waits for the answer.
   *
   * @param transactionalId the last client that begins with this id fences the others
   */
  public static Map<String, Object> replayer(KafkaSettings kafka, String transactionalId) {
    Map<String, Object> defaults = producerDefaults("geostream-replay");
    defaults.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 9_000);
    defaults.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    Map<String, Object> fixed = new HashMap<>(fixedForProducer());
    fixed.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    fixed.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    return kafka.forClient(ProducerConfig.configDef(), defaults, fixed);
  }

  /** For records as large as letters may be, and for a person who waits, twice for a commit. */
  private static Map<String, Object> producerDefaults(String clientId) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    defaults.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    defaults.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    defaults.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_LETTER);
    defaults.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return defaults;
  }

  private static Map<String, Object> fixedForProducer() {
    return Map.of(
        ProducerConfig.ACKS_CONFIG, "all",
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName(),
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
  }

  /** Those of the client that asks the brokers about topics. */
  public static Map<String, Object> admin(KafkaSettings kafka) {
    return kafka.forClient(
        AdminClientConfig.configDef(),
        Map.of(AdminClientConfig.CLIENT_ID_CONFIG, "geostream-consumer-admin"),
        Map.of());
  }
}
