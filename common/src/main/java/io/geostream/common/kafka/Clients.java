package io.geostream.common.kafka;

import io.geostream.common.daemon.Faults;
import io.geostream.common.settings.SettingException;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/** Makes Kafka clients. */
public final class Clients {

  private Clients() {}

  /**
   * Makes a client. A failure is due to a setting, unless none of the brokers' names can be
   * resolved: that may pass.
   *
   * @param settings the client's
   * @throws SettingException if it is a setting
   * @throws KafkaException if it is the names
   */
  public static <T> T make(Map<String, Object> settings, Function<Map<String, Object>, T> client) {
    try {
      return client.apply(settings);
    } catch (KafkaException e) {
      Servers servers = Servers.of(settings);
      if (servers.areUnknown()) {
        throw new KafkaException("cannot resolve the name of any broker of " + servers, e);
      }
      throw new SettingException("Kafka settings", Faults.oneLine(e));
    }
  }
}
