package io.geostream.benchmark.stage;

import io.geostream.stack.Database;
import java.util.List;
import java.util.Map;

/**
 * Where a program finds broker, topic and database.
 *
 * @param bootstrapServers the broker's
 * @param topic the topic with the messages
 * @param messages what they are
 * @param jdbcUrl without credentials
 * @param user the database's
 * @param password the user's; empty where none is asked for
 */
public record Addresses(
    String bootstrapServers,
    String topic,
    Messages messages,
    String jdbcUrl,
    String user,
    String password) {

  static Addresses of(String bootstrapServers, String topic, Messages messages, Database database) {
    return new Addresses(
        bootstrapServers,
        topic,
        messages,
        database.jdbcUrl(),
        database.user(),
        database.password().orElse(""));
  }

  /** The flags of the broker, as the daemons and our own clients take them. */
  public List<String> brokerFlags() {
    return List.of("--bootstrap-servers", bootstrapServers, "--topic", topic);
  }

  /** The flags of the database. */
  public List<String> databaseFlags() {
    return List.of("--database-url", jdbcUrl, "--database-user", user);
  }

  /** The variables that no flag may hold. */
  public Map<String, String> secrets() {
    return Map.of("DATABASE_PASSWORD", password);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return topic + " of " + bootstrapServers + " into " + jdbcUrl;
  }
}
