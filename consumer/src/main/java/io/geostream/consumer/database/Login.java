package io.geostream.consumer.database;

import io.geostream.common.settings.SettingException;
import io.geostream.consumer.settings.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLState;

/**
 * Connects to the database. The driver, which logs its URL, gets one without parameters.
 *
 * <p>The password is read again when the server refuses it. Until the first connection is made, a
 * fault that only another setting fixes is a {@link SettingException}; after that a refused login
 * is an outage, because it may be accepted again later.
 */
public final class Login {

  private final Driver driver = new Driver();
  private final DatabaseAddress address;
  private final LoginFaults faults;
  private volatile @Nullable String password;
  private volatile boolean hasLoggedIn;

  /**
   * Connects to nothing yet. One for the whole process: its state holds for all connections.
   *
   * @throws SettingException if the password's file cannot be read
   */
  public Login(DatabaseAddress address) {
    this.address = address;
    this.faults = new LoginFaults(this::connectWith);
    this.password = address.password().read();
  }

  DatabaseAddress address() {
    return address;
  }

  /**
   * Connects.
   *
   * @param properties all of the driver's but user and password
   * @throws SettingException if no connection was made yet, and none can be with these settings
   */
  Connection connect(Properties properties) throws SQLException {
    long begin = System.nanoTime();
    try {
      Connection connection = connectRereading(properties);
      hasLoggedIn = true;
      return connection;
    } catch (SQLException e) {
      SQLException fault = faults.explained(e, properties, System.nanoTime() - begin);
      if (hasLoggedIn && LoginFaults.isRefusedLogin(e)) {
        throw new SQLTransientConnectionException(
            fault.getMessage(), PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState(), fault);
      }
      if (!hasLoggedIn && LoginFaults.isAboutSettings(e)) {
        throw LoginFaults.setting(e, password != null);
      }
      throw fault;
    }
  }

  private Connection connectRereading(Properties properties) throws SQLException {
    try {
      return connectWith(properties);
    } catch (SQLException e) {
      if (!mayBeThePassword(e) || !isPasswordNew(e)) {
        throw e;
      }
      return connectWith(properties);
    }
  }

  private boolean mayBeThePassword(SQLException fault) {
    return LoginFaults.isRefusedLogin(fault)
        || (password == null && LoginFaults.isAboutSettings(fault));
  }

  /** A file that is being written may be empty for a moment. */
  private boolean isPasswordNew(SQLException refusal) {
    try {
      String now = address.password().read();
      if (now == null || now.equals(password)) {
        return false;
      }
      password = now;
      return true;
    } catch (SettingException unreadable) {
      refusal.addSuppressed(unreadable);
      return false;
    }
  }

  private Connection connectWith(Properties properties) throws SQLException {
    Properties all = new Properties();
    all.putAll(properties);
    PGProperty.USER.set(all, address.user());
    PGProperty.PASSWORD.set(all, password);
    Connection connection = driver.connect(address.jdbcUrl(), all);
    if (connection == null) {
      throw new SQLException("the PostgreSQL driver cannot read " + address.jdbcUrl());
    }
    return connection;
  }
}
