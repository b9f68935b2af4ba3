package io.geostream.common.settings;

import io.geostream.common.daemon.Faults;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.network.ConnectionMode;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.ssl.SslFactory;
import org.apache.kafka.common.utils.Utils;

/** Checks Kafka settings whose errors would otherwise be found late, or printed with a secret. */
final class KafkaRules {

  private static final Set<SecurityProtocol> WITH_TLS =
      Set.of(SecurityProtocol.SSL, SecurityProtocol.SASL_SSL);
  private static final Set<SecurityProtocol> WITH_LOGIN =
      Set.of(SecurityProtocol.SASL_PLAINTEXT, SecurityProtocol.SASL_SSL);

  private KafkaRules() {}

  /**
   * Each broker is host and port.
   *
   * @throws SettingException otherwise, without the text if there may be a login in it
   */
  static void checkServers(String servers) {
    for (String address : servers.strip().split("\\s*,\\s*", -1)) {
      if (Utils.getHost(address) == null || !isPort(Utils.getPort(address))) {
        throw new SettingException(
            "--bootstrap-servers (KAFKA_BOOTSTRAP_SERVERS)",
            servers.indexOf('@') < 0
                ? "'" + address + "' is not host:port"
                : "is not a list of host:port; a user and a password go into the file of --kafka-config, as sasl.jaas.config");
      }
    }
  }

  private static boolean isPort(Integer port) {
    return port != null && port > 0 && port <= 65_535;
  }

  /**
   * A file that a setting names can be read.
   *
   * @throws SettingException otherwise
   */
  static void checkFile(String key, String value) {
    boolean namesFile = key.endsWith(".location") || key.endsWith(".file");
    if (namesFile && !value.isBlank() && !ReadableFile.is(value)) {
      throw new SettingException("Kafka setting " + key, "cannot read the file " + value);
    }
  }

  /**
   * The key stores and the login can be read. Kafka's own messages about a login repeat parts of
   * it.
   *
   * @param parsed a client's settings, all of them
   */
  static void checkSecurity(Map<String, Object> parsed) {
    SecurityProtocol protocol =
        SecurityProtocol.forName(
            String.valueOf(parsed.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)));
    if (WITH_LOGIN.contains(protocol)) {
      checkLogin(parsed);
    }
    if (WITH_TLS.contains(protocol)) {
      try (SslFactory stores = new SslFactory(ConnectionMode.CLIENT)) {
        stores.configure(parsed);
      } catch (KafkaException e) {
        throw new SettingException("Kafka settings ssl.*", Faults.oneLine(e));
      }
    }
  }

  private static void checkLogin(Map<String, Object> parsed) {
    try {
      JaasContext.loadClientContext(parsed);
    } catch (IllegalArgumentException | KafkaException e) {
      throw new SettingException(
          "Kafka setting " + SaslConfigs.SASL_JAAS_CONFIG,
          parsed.get(SaslConfigs.SASL_JAAS_CONFIG) == null
              ? Faults.oneLine(e)
              : "is not of the form: module required name=\"value\" …; a \" or \\ within a value needs a \\ before it (in a properties file, two)");
    }
  }
}
