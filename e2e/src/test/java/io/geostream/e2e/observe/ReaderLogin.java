package io.geostream.e2e.observe;

import io.geostream.stack.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A login that is in the role geostream_reader and has no other rights, as Grafana's. */
record ReaderLogin(Database database, String name) implements AutoCloseable {

  private static final String PASSWORD = "r";

  static ReaderLogin create(Database database) throws SQLException {
    ReaderLogin login = new ReaderLogin(database, "grafana_" + System.nanoTime());
    login.asOwner(
        "CREATE ROLE %s LOGIN PASSWORD '%s' IN ROLE geostream_reader"
            .formatted(login.name, PASSWORD));
    return login;
  }

  /** A session as Grafana's: times in UTC. */
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(database.jdbcUrl(), name, PASSWORD);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET timezone = 'UTC'");
    }
    return connection;
  }

  private void asOwner(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    asOwner("DROP ROLE " + name);
  }
}
