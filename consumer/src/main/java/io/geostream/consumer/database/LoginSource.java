package io.geostream.consumer.database;

import io.geostream.sql.LostClients;
import io.geostream.sql.PlainDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * New connections with the same properties of the driver. What is set for their sessions is set
 * outside of a transaction, so no rollback takes it back.
 */
final class LoginSource extends PlainDataSource {

  private static final String PREFER =
      "SELECT set_config('search_path', concat_ws(', ', quote_ident(?), nullif(current_setting('search_path'), '')), false)";

  private final Login login;
  private final Properties properties;
  private volatile @Nullable String schema;

  LoginSource(Login login, Properties properties) {
    this.login = login;
    this.properties = properties;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = login.connect(properties);
    try {
      noticeLostClients(connection);
      String first = schema;
      if (first != null) {
        prefer(connection, first);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** New connections look for names in this schema first. */
  void prefer(String name) {
    schema = name;
  }

  private static void noticeLostClients(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LostClients.NOTICE);
    }
  }

  private static void prefer(Connection connection, String schema) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PREFER)) {
      statement.setString(1, schema);
      statement.execute();
    }
  }
}
