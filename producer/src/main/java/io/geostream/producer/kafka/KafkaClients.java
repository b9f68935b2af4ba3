package io.geostream.producer.kafka;

import io.geostream.common.kafka.Clients;
import io.geostream.common.settings.KafkaSettings;
import java.time.Duration;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The two clients of the producer. The producing one is closed by the {@link Publisher} that takes
 * it over.
 */
public record KafkaClients(AdminClient admin, Producer<byte[], byte[]> producer)
    implements AutoCloseable {

  /**
   * Creates both; neither waits for the broker.
   *
   * @throws io.geostream.common.settings.SettingException if a setting cannot be used
   * @throws org.apache.kafka.common.KafkaException if the brokers' names cannot be resolved now
   */
  public static KafkaClients create(KafkaSettings given) {
    var producerSettings = PublisherSettings.producer(given);
    var adminSettings = PublisherSettings.admin(given);
    AdminClient admin = Clients.make(adminSettings, AdminClient::create);
    try {
      return new KafkaClients(admin, Clients.make(producerSettings, KafkaProducer::new));
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
