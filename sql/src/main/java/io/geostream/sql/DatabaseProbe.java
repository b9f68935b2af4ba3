package io.geostream.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a server what it is. Needs no rights and changes nothing. */
final class DatabaseProbe {

  // Few roles may read shared_preload_libraries, but every role sees a setting that only the loaded
  // library defines (pg_settings omits names that are only in the configuration file).
  private static final String QUESTION =
      """
      SELECT current_setting('server_version_num')::int AS number,
             split_part(current_setting('server_version'), ' ', 1) AS version,
             (SELECT default_version FROM pg_available_extensions WHERE name = 'timescaledb') AS available,
             extension.extversion AS created,
             EXISTS (SELECT FROM pg_settings
                      WHERE name IN ('timescaledb.max_background_workers', 'timescaledb.license')) AS preloaded,
             current_setting('timescaledb.license', true) AS license
        FROM (SELECT) AS one_row
        LEFT JOIN pg_extension extension ON extension.extname = 'timescaledb'
      """;

  private DatabaseProbe() {}

  /**
   * Reads the facts of a connection's server and database.
   *
   * @throws SQLException if the server does not answer
   */
  static ServerFacts probe(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(QUESTION)) {
      answer.next();
      return new ServerFacts(
          answer.getInt("number"),
          answer.getString("version"),
          answer.getString("available"),
          answer.getString("created"),
          answer.getBoolean("preloaded"),
          answer.getString("license"));
    }
  }
}
