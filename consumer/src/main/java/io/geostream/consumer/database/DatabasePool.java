package io.geostream.consumer.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.geostream.consumer.settings.DatabaseAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.PGProperty;

/**
 * Connections beside the writers', with autocommit on: those of the pool for watches and a drain,
 * others for tools and migrations. A writer has its own {@link WriterConnection}.
 */
public final class DatabasePool {

  /** The name of the consumer's backends in {@code pg_stat_activity}. */
  public static final String APPLICATION_NAME = "geostream-consumer";

  /** Short, so that callers soon notice an outage or a stop. */
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);

  private DatabasePool() {}

  /**
   * Makes a pool; it connects when it is first used.
   *
   * @param size the most connections
   */
  public static HikariDataSource open(Login login, int size) {
    return open(login, driverProperties(login.address()), size);
  }

  /**
   * The same for a server that may be a pooler in transaction mode. That may give each transaction
   * another backend, so statements are not kept there under a name.
   */
  public static HikariDataSource openThroughPooler(Login login, int size) {
    Properties properties = driverProperties(login.address());
    PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    return open(login, properties, size);
  }

  /**
   * New connections for a tool that runs once: it does not try again. The first one throws a {@link
   * io.geostream.common.settings.SettingException} if a setting keeps it from being made.
   */
  public static DataSource forTool(Login login) {
    return new LoginSource(login, driverProperties(login.address()));
  }

  /**
   * Connections for migrations, one at a time and not pooled. The migration itself lifts the limit
   * on answers while a statement may take hours; the TCP connection detects a lost server then.
   * Also for {@code --migrate check} through a pooler in transaction mode.
   *
   * @param backends gets that of the connection which is open
   */
  public static DataSource forMigrations(Login login, Backends backends) {
    Properties properties = driverProperties(login.address());
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    properties.putIfAbsent(PGProperty.SOCKET_FACTORY.getName(), KeepAliveSockets.class.getName());
    MigrationSource source = new MigrationSource(new LoginSource(login, properties));
    backends.add(source::busy);
    return source;
  }

  /** The driver's properties for a writer's own connection. */
  static Properties writerProperties(DatabaseAddress address, boolean throughPooler) {
    Properties properties = driverProperties(address);
    if (throughPooler) {
      PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    }
    properties.putIfAbsent(PGProperty.SOCKET_FACTORY.getName(), KeepAliveSockets.class.getName());
    if (address.loginTimeout().isEmpty()) {
      PGProperty.LOGIN_TIMEOUT.set(properties, Math.toIntExact(CONNECTION_TIMEOUT.toSeconds()));
    }
    return properties;
  }

  private static HikariDataSource open(Login login, Properties properties, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("geostream");
    config.setDataSource(new LoginSource(login, properties));
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    Optional<Duration> given = login.address().loginTimeout();
    config.setConnectionTimeout(
        given.map(it -> atLeast(CONNECTION_TIMEOUT, it)).orElse(CONNECTION_TIMEOUT).toMillis());
    config.setInitializationFailTimeout(-1); // we wait for a database that is away
    return new HikariDataSource(config);
  }

  /** To the pool, too, zero is no limit. */
  private static Duration atLeast(Duration least, Duration given) {
    return given.isZero() || given.compareTo(least) > 0 ? given : least;
  }

  /**
   * Defaults for what the URL does not set: timeouts, so that a frozen server or a cut cable is
   * noticed.
   */
  private static Properties driverProperties(DatabaseAddress address) {
    Properties properties = new Properties();
    PGProperty.APPLICATION_NAME.set(properties, APPLICATION_NAME);
    PGProperty.TARGET_SERVER_TYPE.set(properties, "primary");
    if (address.loginTimeout().isEmpty()) {
      PGProperty.CONNECT_TIMEOUT.set(properties, 4);
      PGProperty.LOGIN_TIMEOUT.set(properties, 5);
    }
    PGProperty.SOCKET_TIMEOUT.set(properties, 30);
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, 1);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    properties.putAll(address.parameters());
    return properties;
  }
}
