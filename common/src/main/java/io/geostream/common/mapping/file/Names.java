package io.geostream.common.mapping.file;

import io.geostream.common.mapping.Identifiers;
import java.nio.charset.StandardCharsets;

/** Names in the database. */
final class Names {

  private Names() {}

  /** Refuses a name that PostgreSQL does not keep as it is. */
  static void check(String name, String what, Place place) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > Identifiers.MAX_BYTES) {
      throw place.fault(
          "the name of a " + what + " has " + bytes + " bytes",
          "PostgreSQL's names have 1 to " + Identifiers.MAX_BYTES);
    }
  }

  /** Refuses a name that no schema of a user can have. */
  static void checkSchema(String name, Place place) {
    check(name, "schema", place);
    if (name.startsWith("pg_")) {
      throw place.fault(
          "the schema is " + name + ", and PostgreSQL keeps pg_ for itself", "use another one");
    }
  }

  /** Refuses a name that no column of a table can have. */
  static void checkColumn(String name, Place place) {
    check(name, "column", place);
    if (Identifiers.isSystemColumn(name)) {
      throw place.fault(
          "column " + name + " has the name of a system column of PostgreSQL",
          "use another name, with from: /" + name);
    }
  }
}
