package io.geostream.common.mapping;

import java.util.Set;

/** Names in SQL. */
public final class Identifiers {

  /** The most bytes of a name, in UTF-8; PostgreSQL cuts off what is longer. */
  public static final int MAX_BYTES = 63;

  // Words that need quotes as a table's or column's name. Do not change the list: kafka_offsets
  // stores names as shown() returns them.
  private static final Set<String> RESERVED =
      Set.of(
          """
          all analyse analyze and any array as asc asymmetric authorization binary both case cast \
          check collate collation column concurrently constraint create cross current_catalog \
          current_date current_role current_schema current_time current_timestamp current_user \
          default deferrable desc distinct do else end except false fetch for foreign freeze from \
          full grant group having ilike in initially inner intersect into is isnull join lateral \
          leading left like limit localtime localtimestamp natural not notnull null offset on only \
          or order outer overlaps placing primary references returning right select session_user \
          similar some symmetric system_user table tablesample then to trailing true union unique \
          user using variadic verbose when where window with"""
              .split(" "));

  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("cmax", "cmin", "ctid", "tableoid", "xmax", "xmin");

  private Identifiers() {}

  /** Whether each table has a column of this name already. */
  public static boolean isSystemColumn(String name) {
    return SYSTEM_COLUMNS.contains(name);
  }

  /** A name quoted for a statement, whatever it contains. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text as a literal. */
  public static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
  }

  /** A name for a person: quoted only where SQL needs it. */
  public static String shown(String name) {
    return name.matches("[a-z_][a-z0-9_]*") && !RESERVED.contains(name) ? name : quoted(name);
  }

  /** The name that an identifier in a statement means. */
  static String unquoted(String identifier) {
    return identifier.startsWith("\"")
        ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
        : folded(identifier);
  }

  /** As PostgreSQL does in a database in UTF-8: letters beyond ASCII stay. */
  private static String folded(String identifier) {
    StringBuilder folded = new StringBuilder(identifier);
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c - 'A' + 'a'));
      }
    }
    return folded.toString();
  }
}
