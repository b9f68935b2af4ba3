package io.geostream.consumer.database;

import io.geostream.common.settings.SettingException;
import io.geostream.consumer.settings.DatabaseAddress;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Connects to the database. The driver, which logs its URL, gets one without parameters.
 *
 * <p>The password is read again when the server refuses it. Until the first connection is made, a
 * fault that only another setting mends is a {@link SettingException}; from then on a refused login
 * is an outage, for it may change again.
 */
final class Login implements DataSource {

  /** A failed login, as callers that wait for the database see it. */
  private static final String UNABLE_TO_CONNECT = "08001";

  private final Driver driver = new Driver();
  private final DatabaseAddress address;
  private final Properties properties;
  private final LoginFaults faults;
  private volatile @Nullable String password;
  private volatile boolean hasLoggedIn;

  /**
   * @param properties all of the driver's but user and password
   */
  Login(DatabaseAddress address, Properties properties) {
    this.address = address;
    this.properties = properties;
    this.faults = new LoginFaults(properties, this::connectWith);
    this.password = address.password().read();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connect(new Properties());
  }

  /**
   * Connects.
   *
   * @param more properties of the driver, for this connection
   * @throws SettingException if no connection was made yet, and none can be with these settings
   */
  Connection connect(Properties more) throws SQLException {
    long begin = System.nanoTime();
    try {
      Connection connection = connectRereading(more);
      hasLoggedIn = true;
      return connection;
    } catch (SQLException e) {
      SQLException fault = faults.explained(e, System.nanoTime() - begin);
      if (hasLoggedIn && LoginFaults.isRefusedLogin(e)) {
        throw new SQLTransientConnectionException(fault.getMessage(), UNABLE_TO_CONNECT, fault);
      }
      if (!hasLoggedIn && LoginFaults.isAboutSettings(e)) {
        throw LoginFaults.setting(e, password != null);
      }
      throw fault;
    }
  }

  private Connection connectRereading(Properties more) throws SQLException {
    try {
      return connectWith(more);
    } catch (SQLException e) {
      if (!LoginFaults.isRefusedLogin(e) || !isPasswordNew(e)) {
        throw e;
      }
      return connectWith(more);
    }
  }

  private boolean isPasswordNew(SQLException refusal) {
    try {
      String now = address.password().read();
      boolean isNew = !Objects.equals(now, password);
      password = now;
      return isNew;
    } catch (SettingException unreadable) {
      refusal.addSuppressed(unreadable);
      return false;
    }
  }

  private Connection connectWith(Properties more) throws SQLException {
    Properties all = new Properties();
    all.putAll(properties);
    all.putAll(more);
    PGProperty.USER.set(all, address.user());
    PGProperty.PASSWORD.set(all, password);
    Connection connection = driver.connect(address.jdbcUrl(), all);
    if (connection == null) {
      throw new SQLException("the PostgreSQL driver cannot read " + address.jdbcUrl());
    }
    return connection;
  }

  @Override
  public Connection getConnection(String user, String secret) throws SQLException {
    throw new SQLFeatureNotSupportedException("one user only");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("no log writer");
  }

  /** Of no effect: the driver's properties say how long. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("no logger");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("not a wrapper");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
