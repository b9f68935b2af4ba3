package io.geostream.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/** A database reached over JDBC, whatever its server is. */
final class PostgresDatabase implements Database {
  private final DatabaseLogin address;
  private final String description;
  private final boolean timescale;
  private final Optional<ControllableServer> server;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PostgresDatabase(
      DatabaseLogin address,
      String description,
      boolean timescale,
      Optional<ControllableServer> server,
      Runnable onClose) {
    this.address = address;
    this.description = description;
    this.timescale = timescale;
    this.server = server;
    this.onClose = onClose;
  }

  /**
   * Reads the server's facts.
   *
   * @param onClose what {@link #close} does
   * @throws StackException when it does not answer
   */
  static PostgresDatabase of(
      DatabaseLogin address,
      String description,
      Optional<ControllableServer> server,
      Runnable onClose) {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb')")) {
      found.next();
      return new PostgresDatabase(address, description, found.getBoolean(1), server, onClose);
    } catch (SQLException e) {
      throw new StackException("cannot connect as " + address + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String jdbcUrl() {
    return address.jdbcUrl();
  }

  @Override
  public String user() {
    return address.user();
  }

  @Override
  public Optional<String> password() {
    return address.password();
  }

  @Override
  public boolean timescale() {
    return timescale;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Optional<ControllableServer> server() {
    return server;
  }

  @Override
  public Connection connect() throws SQLException {
    return connect(address);
  }

  @Override
  public Database createDatabase(String name) throws SQLException {
    // template0: the other one may have the extension in it, or a connection to it, which CREATE
    // DATABASE refuses.
    execute("CREATE DATABASE " + quoted(name) + " TEMPLATE template0");
    DatabaseLogin fresh =
        new DatabaseLogin(
            JdbcUrls.withDatabase(address.jdbcUrl(), name), address.user(), address.password());
    return new PostgresDatabase(fresh, description, timescale, server, () -> drop(name));
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      onClose.run();
    }
  }

  /** Address and description: no password. */
  @Override
  public String toString() {
    return jdbcUrl() + ", " + description;
  }

  private void drop(String name) {
    try {
      execute("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
    } catch (SQLException e) {
      throw new StackException("cannot drop database " + name + ": " + e.getMessage(), e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String identifier) {
    return "\"" + identifier.replace("\"", "\"\"") + "\"";
  }

  private static Connection connect(DatabaseLogin address) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    address.password().ifPresent(password -> properties.setProperty("password", password));
    return DriverManager.getConnection(address.jdbcUrl(), properties);
  }
}
