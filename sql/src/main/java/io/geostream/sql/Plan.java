package io.geostream.sql;

import io.geostream.common.mapping.Mapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a database lacks for a mapping, in the order in which it is made. The built-in
 * table's migrations run between the two lists.
 *
 * @param target where the rows and their offsets are or would be
 * @param first the extension and the roles, each made by itself
 * @param roles whether the roles are there after that
 * @param then the rest, made at once
 */
record Plan(Target target, List<Change> first, boolean roles, List<Change> then) {

  Plan {
    first = List.copyOf(first);
    then = List.copyOf(then);
  }

  /** Compares; changes nothing. */
  static Plan of(Connection connection, Mapping mapping, ServerDecision.Usable server)
      throws SQLException, SchemaRefusedException {
    List<Change> first = new ArrayList<>();
    if (server.lacksExtension()) {
      first.add(ServerCheck.EXTENSION);
    }
    boolean roles = Roles.present(connection);
    if (!roles && Roles.mayBeMade(connection)) {
      first.add(Roles.MISSING);
      roles = true;
    }
    Target target = SearchPath.find(connection, mapping.table());
    boolean timescaledb = server.flavour() == Flavour.TIMESCALEDB && !server.lacksExtension();
    return new Plan(
        target,
        first,
        roles,
        new Changes(target, mapping, server.flavour(), timescaledb, roles).in(connection));
  }
}
