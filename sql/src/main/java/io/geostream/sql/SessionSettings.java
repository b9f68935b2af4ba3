package io.geostream.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A session's settings that a migration has to change, put back at the end: the connection may come
 * from a pool.
 */
final class SessionSettings implements AutoCloseable {

  // transaction_timeout exists since PostgreSQL 17.
  private static final String CURRENT =
      """
      SELECT name, current_setting(name)
        FROM pg_settings
       WHERE name IN ('search_path', 'lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout',
                      'transaction_timeout', 'row_security', 'client_connection_check_interval')
      """;

  /**
   * A role or a database may have its own timeouts, and work that is interrupted again and again
   * never ends.
   */
  private static final String NO_TIMEOUTS =
      """
      SELECT set_config(name, '0', false)
        FROM pg_settings
       WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')
      """;

  /** PostgreSQL then fails a statement instead of hiding rows from it: all have to be moved. */
  private static final String ALL_ROWS = "SET row_security = off";

  private final Connection connection;
  private final boolean autoCommit;
  private final Map<String, String> before;

  private SessionSettings(Connection connection, boolean autoCommit, Map<String, String> before) {
    this.connection = connection;
    this.autoCommit = autoCommit;
    this.before = before;
  }

  /** Remembers the settings, and makes them those of a migration. */
  static SessionSettings change(Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(true);
    Map<String, String> before = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(CURRENT)) {
        while (row.next()) {
          before.put(row.getString(1), row.getString(2));
        }
      }
      statement.execute(NO_TIMEOUTS);
      statement.execute(ALL_ROWS);
      statement.execute(LostClients.NOTICE);
    }
    return new SessionSettings(connection, autoCommit, before);
  }

  @Override
  public void close() throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    String all = String.join(", ", Collections.nCopies(before.size(), "set_config(?, ?, false)"));
    try (PreparedStatement statement = connection.prepareStatement("SELECT " + all)) {
      int parameter = 0;
      for (Map.Entry<String, String> setting : before.entrySet()) {
        statement.setString(++parameter, setting.getKey());
        statement.setString(++parameter, setting.getValue());
      }
      statement.execute();
    }
    connection.setAutoCommit(autoCommit);
  }
}
