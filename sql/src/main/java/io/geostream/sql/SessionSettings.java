package io.geostream.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A session's settings that a migration has to change, put back at the end: the connection may come
 * from a pool.
 */
final class SessionSettings implements AutoCloseable {

  private final Connection connection;
  private final boolean autoCommit;
  private final String searchPath;
  private final String lockTimeout;

  private SessionSettings(
      Connection connection, boolean autoCommit, String searchPath, String lockTimeout) {
    this.connection = connection;
    this.autoCommit = autoCommit;
    this.searchPath = searchPath;
    this.lockTimeout = lockTimeout;
  }

  static SessionSettings save(Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT current_setting('search_path'), current_setting('lock_timeout')")) {
      row.next();
      return new SessionSettings(connection, autoCommit, row.getString(1), row.getString(2));
    }
  }

  /**
   * Goes to the schema that holds our objects or will, and puts the extension's functions within
   * reach.
   *
   * @return its name
   */
  String enterSchema(Flavour flavour) throws SQLException, SchemaRefusedException {
    String schema =
        LiveSchema.schemaName(connection)
            .orElseThrow(
                () ->
                    new SchemaRefusedException(
                        "no schema of the search path (%s) exists".formatted(searchPath)));
    if (flavour == Flavour.TIMESCALEDB) {
      reachExtension();
    }
    return schema;
  }

  private void reachExtension() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          SELECT set_config('search_path', concat_ws(', ', nullif(current_setting('search_path'), ''),
                                                     quote_ident(namespace.nspname)), false)
            FROM pg_extension extension
            JOIN pg_namespace namespace ON namespace.oid = extension.extnamespace
           WHERE extension.extname = 'timescaledb' AND namespace.nspname <> ALL (current_schemas(false))
          """);
    }
  }

  @Override
  public void close() throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT set_config('search_path', ?, false), set_config('lock_timeout', ?, false)")) {
      statement.setString(1, searchPath);
      statement.setString(2, lockTimeout);
      statement.execute();
    }
    connection.setAutoCommit(autoCommit);
  }
}
