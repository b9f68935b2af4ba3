package io.geostream.consumer.database;

import io.geostream.sql.PlainDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** New connections with the same properties of the driver. */
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
    String first = schema;
    if (first != null) {
      prefer(connection, first);
    }
    return connection;
  }

  /** New connections look for names in this schema first. */
  void prefer(String name) {
    schema = name;
  }

  private static void prefer(Connection connection, String schema) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PREFER)) {
      statement.setString(1, schema);
      statement.execute();
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
