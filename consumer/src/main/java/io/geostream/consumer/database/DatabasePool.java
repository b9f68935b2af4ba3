package io.geostream.consumer.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.settings.SettingException;
import io.geostream.consumer.settings.DatabaseAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The pool of connections: all transactions of the process go through it. */
public final class DatabasePool {

  /** How the consumer's backends call themselves in {@code pg_stat_activity}. */
  public static final String APPLICATION_NAME = "geostream-consumer";

  /** Short, so that whoever waits can tell of an outage, or stop, soon. */
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);

  /** Of a tool that runs once: it does not try again. */
  private static final Duration PATIENCE_OF_TOOLS = Duration.ofSeconds(5);

  /**
   * A backend that waits for a lock does not notice that its client gave up; each retry would leave
   * one more behind, until the server has no connections left. Servers before PostgreSQL 14, and
   * some systems, cannot do this.
   */
  private static final String NOTICE_LOST_CLIENTS =
      """
      DO $$ BEGIN
        PERFORM set_config('client_connection_check_interval', '2s', false);
      EXCEPTION WHEN undefined_object OR invalid_parameter_value THEN
        NULL;
      END $$""";

  private DatabasePool() {}

  /**
   * Makes a pool; it connects when it is first used.
   *
   * @param size the most connections
   * @throws SettingException if the driver does not take the URL
   */
  public static HikariDataSource open(DatabaseAddress address, int size) {
    return open(address, driverProperties(address), size, CONNECTION_TIMEOUT);
  }

  /** The same for a tool that ends when it gets no connection. */
  public static HikariDataSource openForTool(DatabaseAddress address, int size) {
    return open(address, driverProperties(address), size, PATIENCE_OF_TOOLS);
  }

  /**
   * The same for a server that may be a pooler in transaction mode. That may give each transaction
   * another backend, so statements are not kept there under a name.
   */
  public static HikariDataSource openThroughPooler(DatabaseAddress address, int size) {
    Properties properties = driverProperties(address);
    properties.setProperty(PGProperty.PREPARE_THRESHOLD.getName(), "0");
    return open(address, properties, size, CONNECTION_TIMEOUT);
  }

  /**
   * Connections for migrations, one at a time and not pooled. A statement may take hours, so
   * answers are waited for without limit; a server that is gone is noticed by its TCP connection.
   *
   * @throws SettingException if the driver does not take the URL
   */
  public static DataSource forMigrations(DatabaseAddress address) {
    Properties properties = driverProperties(address);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(address.jdbcUrl());
    try {
      for (String name : properties.stringPropertyNames()) {
        source.setProperty(name, properties.getProperty(name));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the driver does not know a property of ours", e);
    }
    source.setUser(address.user());
    source.setPassword(address.password());
    source.setSocketTimeout(0);
    source.setTcpKeepAlive(true);
    if (source.getSocketFactory() == null) {
      source.setSocketFactory(KeepAliveSockets.class.getName());
    }
    return source;
  }

  private static HikariDataSource open(
      DatabaseAddress address, Properties properties, int size, Duration patience) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("geostream");
    config.setJdbcUrl(address.jdbcUrl());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setDataSourceProperties(properties);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    config.setAutoCommit(false);
    config.setConnectionInitSql(NOTICE_LOST_CLIENTS);
    config.setIsolateInternalQueries(true); // else the first rollback takes it back
    config.setConnectionTimeout(patience.toMillis());
    config.setInitializationFailTimeout(
        -1); // a database that is away is waited for, by us, with a word
    return new ProbingPool(config, probe(address, properties, patience));
  }

  private static Properties probe(
      DatabaseAddress address, Properties properties, Duration patience) {
    Properties probe = new Properties();
    probe.putAll(properties);
    PGProperty.LOGIN_TIMEOUT.set(probe, Math.toIntExact(patience.toSeconds()));
    PGProperty.USER.set(probe, address.user());
    PGProperty.PASSWORD.set(probe, address.password());
    return probe;
  }

  /**
   * What the URL does not say itself: time-outs, so that a frozen server or a cut cable is noticed.
   */
  private static Properties driverProperties(DatabaseAddress address) {
    Properties ofUrl = Driver.parseURL(address.jdbcUrl(), new Properties());
    if (ofUrl == null) {
      throw new SettingException(
          "--database-url (DATABASE_URL)", "the PostgreSQL driver cannot read it");
    }
    Properties properties = new Properties();
    if (ofUrl.getProperty(PGProperty.APPLICATION_NAME.getName()) != null) {
      throw new SettingException(
          "--database-url (DATABASE_URL)",
          "ApplicationName is fixed: the consumers of a group know each other by it");
    }
    properties.setProperty(PGProperty.APPLICATION_NAME.getName(), APPLICATION_NAME);
    setDefault(properties, ofUrl, PGProperty.TARGET_SERVER_TYPE, "primary");
    setDefault(properties, ofUrl, PGProperty.CONNECT_TIMEOUT, "4");
    setDefault(properties, ofUrl, PGProperty.LOGIN_TIMEOUT, "5");
    setDefault(properties, ofUrl, PGProperty.SOCKET_TIMEOUT, "30");
    setDefault(properties, ofUrl, PGProperty.CANCEL_SIGNAL_TIMEOUT, "1");
    setDefault(properties, ofUrl, PGProperty.TCP_KEEP_ALIVE, "true");
    return properties;
  }

  private static void setDefault(
      Properties properties, Properties ofUrl, PGProperty property, String value) {
    if (ofUrl.getProperty(property.getName()) == null) {
      properties.setProperty(property.getName(), value);
    }
  }
}
