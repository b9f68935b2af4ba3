package io.geostream.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The group roles that the grants are made to. */
final class Roles {

  /** Makes those that are missing. */
  static final String SCRIPT = "roles.sql";

  private Roles() {}

  /** Whether both roles are on this server. */
  static boolean present(Connection connection) throws SQLException {
    return ask(
        connection,
        "SELECT count(*) = 2 FROM pg_roles WHERE rolname IN ('geostream_writer', 'geostream_reader')");
  }

  /**
   * Makes the roles that are missing, if this user may.
   *
   * @return whether both are there now
   */
  static boolean ensure(Locks locks) throws SQLException, SchemaRefusedException {
    Connection connection = locks.statements().connection();
    if (present(connection)) {
      return true;
    }
    if (!mayBeMade(connection)) {
      return false;
    }
    locks.untilDone(() -> locks.statements().execute(Scripts.read(SCRIPT)));
    return true;
  }

  /** Whether this user may make them. */
  static boolean mayBeMade(Connection connection) throws SQLException {
    return ask(
        connection, "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user");
  }

  private static boolean ask(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    }
  }
}
