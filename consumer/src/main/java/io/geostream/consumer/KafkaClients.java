package io.geostream.consumer;

import io.geostream.common.settings.KafkaSettings;
import io.geostream.consumer.kafka.ClientSettings;
import io.geostream.consumer.kafka.FetchBytes;
import java.util.Map;

/**
 * The settings of the Kafka clients.
 *
 * @param fetch what a worker may fetch
 */
record KafkaClients(
    FetchBytes fetch,
    Map<String, Object> consumer,
    Map<String, Object> producer,
    Map<String, Object> admin) {

  /**
   * Puts them together.
   *
   * @throws io.geostream.common.settings.SettingException if one of them cannot be used
   */
  static KafkaClients of(KafkaSettings kafka, String group, int workers) {
    FetchBytes fetch = FetchBytes.of(Runtime.getRuntime().maxMemory(), workers);
    return new KafkaClients(
        fetch,
        ClientSettings.consumer(kafka, group, fetch),
        ClientSettings.deadLetterProducer(kafka),
        ClientSettings.admin(kafka));
  }
}
