package io.geostream.consumer.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * The parameters of libpq, by what the driver calls them. Those that the driver has no counterpart
 * for keep their name, and are refused by it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">libpq: parameter key
 *     words</a>
 */
final class LibpqParameters {

  private static final Map<String, PGProperty> NAMES =
      Map.of(
          "application_name", PGProperty.APPLICATION_NAME,
          "channel_binding", PGProperty.CHANNEL_BINDING,
          "connect_timeout", PGProperty.CONNECT_TIMEOUT,
          "gssencmode", PGProperty.GSS_ENC_MODE,
          "keepalives", PGProperty.TCP_KEEP_ALIVE,
          "krbsrvname", PGProperty.KERBEROS_SERVER_NAME,
          "load_balance_hosts", PGProperty.LOAD_BALANCE_HOSTS,
          "require_auth", PGProperty.REQUIRE_AUTH,
          "sslnegotiation", PGProperty.SSL_NEGOTIATION,
          "target_session_attrs", PGProperty.TARGET_SERVER_TYPE);

  /** Where the words differ too. The driver's primary is one that can be written to. */
  private static final Map<String, Map<String, String>> WORDS =
      Map.of(
          "keepalives", Map.of("0", "false", "1", "true"),
          "load_balance_hosts", Map.of("disable", "false", "random", "true"),
          "ssl", Map.of("true", "require"),
          "target_session_attrs",
              Map.of(
                  "any", "any",
                  "read-write", "primary",
                  "primary", "primary",
                  "read-only", "secondary",
                  "standby", "secondary",
                  "prefer-standby", "preferSecondary"));

  private LibpqParameters() {}

  /**
   * Translates.
   *
   * @throws io.geostream.common.settings.SettingException if a value is none of libpq's
   */
  static Map<String, String> translate(Map<String, String> libpq) {
    Map<String, String> driver = new LinkedHashMap<>();
    libpq.forEach(
        (name, value) ->
            driver.put(
                name.equals("ssl") ? PGProperty.SSL_MODE.getName() : driverName(name),
                word(name, value)));
    translateTrust(driver);
    return driver;
  }

  private static String driverName(String name) {
    PGProperty property = NAMES.get(name);
    return property == null ? name : property.getName();
  }

  /**
   * How a URL writes a parameter.
   *
   * @param given the names in the URL
   */
  static String written(String driverName, Set<String> given) {
    return given.stream()
        .filter(name -> driverName(name).equals(driverName))
        .findFirst()
        .orElse(driverName);
  }

  private static String word(String name, String value) {
    Map<String, String> words = WORDS.get(name);
    if (words == null) {
      return isWithoutLimit(name, value) ? "0" : value;
    }
    String word = words.get(value);
    if (word == null) {
      throw DriverParameters.noSuchValue(name, words.keySet());
    }
    return word;
  }

  private static boolean isWithoutLimit(String name, String value) {
    return name.equals("connect_timeout") && value.matches("-\\d+");
  }

  /** With a root certificate libpq verifies more than the driver does by the same words. */
  private static void translateTrust(Map<String, String> parameters) {
    String mode = PGProperty.SSL_MODE.getName();
    String root = parameters.get(PGProperty.SSL_ROOT_CERT.getName());
    if ("system".equals(root)) {
      parameters.remove(PGProperty.SSL_ROOT_CERT.getName());
      parameters.put(PGProperty.SSL_FACTORY.getName(), DefaultJavaSSLFactory.class.getName());
      if (!parameters.computeIfAbsent(mode, absent -> "verify-full").equals("verify-full")) {
        throw DatabaseUrl.refused("has sslrootcert=system, which needs sslmode=verify-full");
      }
    } else if (root != null) {
      parameters.replace(mode, "require", "verify-ca");
    }
  }
}
