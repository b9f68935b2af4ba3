package io.geostream.producer.kafka;

import io.geostream.common.settings.KafkaSettings;
import io.geostream.common.settings.SettingException;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The Kafka settings of the producer's two clients. The tutorial's values, changed where a
 * measurement says so: {@code docs/adr/0030-producer-settings.md}.
 */
public final class PublisherSettings {

  /** How long one call of send may block; the publisher then checks for a stop and retries. */
  static final int BLOCK_MILLIS = 1_000;

  private static final Map<String, Object> DEFAULTS =
      Map.of(
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "snappy",
          ProducerConfig.BATCH_SIZE_CONFIG,
          128 * 1024,
          ProducerConfig.LINGER_MS_CONFIG,
          10,
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          5,
          // What an absent broker may cost in memory.
          ProducerConfig.BUFFER_MEMORY_CONFIG,
          32 * 1024 * 1024,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          BLOCK_MILLIS,
          ProducerConfig.CLIENT_ID_CONFIG,
          "geostream-producer",
          // Back within a second of the broker, instead of Kafka's ten.
          ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
          1_000);

  /** What the guarantees rest on: nothing is lost, doubled or reordered, however long it takes. */
  private static final Map<String, Object> FIXED =
      Map.of(
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
          ProducerConfig.ACKS_CONFIG, "all",
          ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);

  private static final Map<String, Object> ADMIN_DEFAULTS =
      Map.of(
          AdminClientConfig.CLIENT_ID_CONFIG,
          "geostream-producer-admin",
          AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
          1_000);

  private PublisherSettings() {}

  /**
   * Finds what is wrong before anything connects or listens.
   *
   * @throws SettingException for the first setting that cannot be used
   */
  public static void check(KafkaSettings given) {
    producer(given);
    admin(given);
  }

  /**
   * The settings of the producing client.
   *
   * @throws SettingException if the user gave one that is fixed, or a value that Kafka refuses
   */
  public static Map<String, Object> producer(KafkaSettings given) {
    given.refuseFixed(Set.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG));
    Map<String, Object> settings = given.forClient(ProducerConfig.configDef(), DEFAULTS, FIXED);
    try {
      new ProducerConfig(settings);
    } catch (ConfigException e) {
      throw new SettingException("Kafka settings", String.valueOf(e.getMessage()));
    }
    return settings;
  }

  /**
   * The settings of the admin client.
   *
   * @throws SettingException if the user gave a value that Kafka refuses
   */
  public static Map<String, Object> admin(KafkaSettings given) {
    return given.forClient(AdminClientConfig.configDef(), ADMIN_DEFAULTS, Map.of());
  }
}
