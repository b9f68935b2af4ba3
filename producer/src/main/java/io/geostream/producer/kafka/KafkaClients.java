package io.geostream.producer.kafka;

import io.geostream.common.daemon.ClientThreads;
import io.geostream.common.kafka.KafkaPorts;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.common.settings.SettingException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * The two clients of the producer. The producing one is closed by the {@link Publisher} that takes
 * it over.
 */
public record KafkaClients(AdminClient admin, Producer<byte[], byte[]> producer)
    implements AutoCloseable {

  /**
   * Creates both; neither waits for the broker.
   *
   * @param threads watches theirs
   * @throws io.geostream.common.kafka.NotKafkaException if a bootstrap server is no broker
   * @throws SettingException if a setting, or an address in it, cannot be used
   */
  public static KafkaClients create(KafkaSettings given, ClientThreads threads) {
    var producerSettings = PublisherSettings.producer(given);
    var adminSettings = PublisherSettings.admin(given);
    KafkaPorts.check(adminSettings);
    AdminClient admin =
        refusingSettings(() -> threads.watched(() -> AdminClient.create(adminSettings)));
    try {
      return new KafkaClients(
          admin,
          refusingSettings(
              () -> threads.watched(() -> new KafkaProducer<byte[], byte[]>(producerSettings))));
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  /** The clients wrap what is wrong with a setting (an unknown host, a key store) into a fault. */
  private static <T> T refusingSettings(Supplier<T> client) {
    try {
      return client.get();
    } catch (KafkaException e) {
      Throwable cause = e;
      while (cause.getCause() != null && !(cause instanceof ConfigException)) {
        cause = cause.getCause();
      }
      throw new SettingException("Kafka settings", String.valueOf(cause.getMessage()));
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
