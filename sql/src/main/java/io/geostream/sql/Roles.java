package io.geostream.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The group roles that the grants are made to. */
final class Roles {

  /** Makes those that are missing. */
  static final Change MISSING = new Change("the roles", List.of(Scripts.statement("roles.sql")));

  private Roles() {}

  /** Whether both roles are on this server. */
  static boolean present(Connection connection) throws SQLException {
    return new Statements(connection)
        .holds(
            "SELECT count(*) = 2 FROM pg_roles WHERE rolname IN ('geostream_writer', 'geostream_reader')");
  }

  /** Whether this user may make them. */
  static boolean mayBeMade(Connection connection) throws SQLException {
    return new Statements(connection)
        .holds("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user");
  }
}
