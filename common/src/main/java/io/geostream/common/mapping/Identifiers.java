package io.geostream.common.mapping;

import java.util.Locale;

/** Names in SQL. */
public final class Identifiers {

  private Identifiers() {}

  /** A name as a statement takes it, whatever is in it. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text as a literal. */
  public static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
  }

  /** A name for a person: quoted only if it would be another one without quotes. */
  public static String shown(String name) {
    return name.matches("[a-z_][a-z0-9_]*") ? name : quoted(name);
  }

  /** The name that an identifier in a statement means. */
  static String unquoted(String identifier) {
    return identifier.startsWith("\"")
        ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
        : identifier.toLowerCase(Locale.ROOT);
  }
}
