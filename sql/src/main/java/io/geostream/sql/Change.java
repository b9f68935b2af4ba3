package io.geostream.sql;

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
}
