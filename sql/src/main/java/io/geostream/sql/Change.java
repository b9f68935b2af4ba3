package io.geostream.sql;

import java.sql.SQLException;
import java.util.List;

/**
 * Something that a database lacks.
 *
 * @param name what it is, for messages
 * @param statements that make it, in this order
 */
record Change(String name, List<String> statements) {

  Change {
    statements = List.copyOf(statements);
  }

  /** Makes it. */
  void make(Statements connection) throws SQLException, SchemaRefusedException {
    try {
      for (String statement : statements) {
        connection.execute(statement);
      }
    } catch (SQLException e) {
      throw SqlFaults.failure("making " + name, e);
    }
  }
}
