package io.geostream.consumer.database;

import io.geostream.sql.PlainDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** New connections with the same properties of the driver. */
final class LoginSource extends PlainDataSource {

  private final Login login;
  private final Properties properties;

  LoginSource(Login login, Properties properties) {
    this.login = login;
    this.properties = properties;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return login.connect(properties);
  }
}
