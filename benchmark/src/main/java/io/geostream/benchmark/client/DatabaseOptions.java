package io.geostream.benchmark.client;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Where a client finds the database; the flags of the real consumer. */
final class DatabaseOptions {

  @Option(names = "--database-url", required = true)
  private String url = "";

  @Option(names = "--database-user", required = true)
  private String user = "";

  /**
   * A new connection.
   *
   * @param password of the user
   * @param more settings of the driver
   */
  Connection connect(String password, Properties more) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(more);
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    return DriverManager.getConnection(url, properties);
  }
}
