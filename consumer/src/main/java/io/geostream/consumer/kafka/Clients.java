package io.geostream.consumer.kafka;

import io.geostream.common.daemon.Faults;
import io.geostream.common.settings.SettingException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Makes Kafka clients. */
public final class Clients {

  private Clients() {}

  /**
   * Makes a client. What keeps it from being made is a setting, such as a trust store that cannot
   * be read, but for brokers whose names cannot be resolved: that may pass.
   *
   * @throws SettingException if it is a setting
   * @throws KafkaException if it is the names
   */
  public static <T> T make(Supplier<T> client) {
    try {
      return client.get();
    } catch (KafkaException e) {
      String problem = Faults.oneLine(e);
      if (problem.contains("No resolvable bootstrap")) {
        throw e;
      }
      throw new SettingException("Kafka settings", problem);
    }
  }
}
