package io.geostream.common.settings;

import io.geostream.common.daemon.Faults;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka client settings that a user gave, and how they join with ours. Their values are never
 * printed: there may be secrets in them.
 */
public final class KafkaSettings {

  private static final String DEFAULT_SERVERS = "localhost:9092";
  private static final String FLAG = "-K ";

  private final Map<String, String> given;

  private KafkaSettings(Map<String, String> given) {
    this.given = given;
  }

  static KafkaSettings of(
      @Nullable Path file, Map<String, String> flags, @Nullable String bootstrapServers) {
    Map<String, String> given = new TreeMap<>();
    if (file != null) {
      given.putAll(read(file));
    }
    flags.forEach(
        (key, value) -> {
          if (isSecret(key) || hasUrlSecret(key, value)) {
            throw new SettingException(
                FLAG + key,
                "a command line is public; put it into the file of --kafka-config (KAFKA_CONFIG_FILE)");
          }
          given.put(key, value);
        });
    if (bootstrapServers != null) {
      given.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }
    given.putIfAbsent(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_SERVERS);
    Map<String, String> resolved = resolved(given);
    check(resolved);
    return new KafkaSettings(resolved);
  }

  /** Kafka's own config providers put values in the places of their variables. */
  private static Map<String, String> resolved(Map<String, String> given) {
    Map<String, String> resolved = new TreeMap<>();
    try {
      new AbstractConfig(new ConfigDef(), given, false)
          .originals()
          .forEach((key, value) -> resolved.put(key, String.valueOf(value)));
    } catch (ConfigException e) {
      throw new SettingException(
          "Kafka setting " + AbstractConfig.CONFIG_PROVIDERS_CONFIG, Faults.oneLine(e));
    }
    resolved.keySet().removeIf(key -> key.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG));
    return resolved;
  }

  /** Checks what Kafka's clients would find late, or log with a secret. */
  private static void check(Map<String, String> given) {
    KafkaRules.checkServers(
        given.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_SERVERS));
    given.forEach(
        (key, value) -> {
          if (!isClientSetting(key) || isSecret(key)) {
            return;
          }
          if (hasUrlSecret(key, value)) {
            throw new SettingException(
                "Kafka setting " + key, "has a secret in its URL, which Kafka's clients would log");
          }
          KafkaRules.checkFile(key, value);
        });
  }

  private static boolean hasUrlSecret(String key, String value) {
    return UrlSecrets.isIn(value) || (key.endsWith(".url") && UrlSecrets.mayBeIn(value));
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingException(
          "--kafka-config (KAFKA_CONFIG_FILE)", "cannot read " + file + ": " + e);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }

  /** By Kafka's own definition for its settings; by name for those of plug-ins. */
  private static boolean isSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return isPassword(ProducerConfig.configDef(), lower)
        || isPassword(ConsumerConfig.configDef(), lower)
        || isPassword(AdminClientConfig.configDef(), lower)
        || lower.endsWith("password")
        || lower.endsWith("passphrase")
        || lower.endsWith("sasl.jaas.config")
        || lower.endsWith(".key")
        || lower.endsWith("secret");
  }

  private static boolean isPassword(ConfigDef client, String key) {
    ConfigDef.ConfigKey known = client.configKeys().get(key);
    return known != null && known.type == ConfigDef.Type.PASSWORD;
  }

  /** The brokers to ask first. */
  public String bootstrapServers() {
    return given.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_SERVERS);
  }

  /**
   * The settings for one client: ours, overlaid by the user's; what the client does not know is
   * left out.
   *
   * @param client the client's own definition of its settings, such as {@code
   *     ProducerConfig.configDef()}
   * @param defaults what we would rather have than Kafka's default
   * @param fixed what must be so and no user may set
   * @throws SettingException if the user set a fixed one, or a value is refused by the client
   */
  public Map<String, Object> forClient(
      ConfigDef client, Map<String, ?> defaults, Map<String, ?> fixed) {
    refuseFixed(fixed.keySet());
    Set<String> known = client.names();
    Map<String, Object> settings = new HashMap<>(defaults);
    given.forEach(
        (key, value) -> {
          if (known.contains(key) || !isClientSetting(key)) {
            settings.put(key, value);
          }
        });
    settings.putAll(fixed);
    try {
      KafkaRules.checkSecurity(client.parse(settings));
    } catch (ConfigException e) {
      throw new SettingException("Kafka settings", String.valueOf(e.getMessage()));
    }
    return settings;
  }

  /**
   * Refuses what the program decides itself.
   *
   * @throws SettingException that names the first such key
   */
  public void refuseFixed(Set<String> fixed) {
    for (String key : given.keySet()) {
      if (fixed.contains(key)) {
        throw new SettingException(
            "Kafka setting " + key, "is fixed by this program and cannot be set");
      }
    }
  }

  /** Whether any Kafka client knows the key; others (of plug-ins) are passed on as they are. */
  private static boolean isClientSetting(String key) {
    return ProducerConfig.configNames().contains(key)
        || ConsumerConfig.configNames().contains(key)
        || AdminClientConfig.configNames().contains(key);
  }

  /** The names alone: there may be secrets in the values. */
  @Override
  public String toString() {
    return "KafkaSettings" + given.keySet();
  }
}
