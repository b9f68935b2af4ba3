package io.geostream.consumer.database;

import io.geostream.sql.LostClients;
import io.geostream.sql.PlainDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * New connections with the same properties of the driver. What is set for their sessions is set
 * outside of a transaction, so no rollback takes it back.
 */
final class LoginSource extends PlainDataSource {

  private final Login login;
  private final Properties properties;

  LoginSource(Login login, Properties properties) {
    this.login = login;
    this.properties = properties;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = login.connect(properties);
    try {
      noticeLostClients(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void noticeLostClients(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LostClients.NOTICE);
    }
  }
}
