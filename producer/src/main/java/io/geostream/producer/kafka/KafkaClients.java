package io.geostream.producer.kafka;

import io.geostream.common.daemon.ClientThreads;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.kafka.Clients;
import io.geostream.common.settings.KafkaSettings;
import java.time.Duration;
import java.util.Map;
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
   * @param threads watches theirs
   * @throws io.geostream.common.kafka.NotKafkaException if a bootstrap server is no broker
   * @throws io.geostream.common.settings.SettingException if a setting cannot be used
   * @throws org.apache.kafka.common.KafkaException if the brokers' names cannot be resolved now
   */
  public static KafkaClients create(KafkaSettings given, ClientThreads threads) {
    var producerSettings = PublisherSettings.producer(given);
    var adminSettings = PublisherSettings.admin(given);
    BrokerProbe.of(adminSettings).check();
    return threads.watched(() -> make(adminSettings, producerSettings));
  }

  private static KafkaClients make(
      Map<String, Object> adminSettings, Map<String, Object> producerSettings) {
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
