package io.geostream.sql;

/**
 * Where our objects are, and where the extension's functions are.
 *
 * @param schema the name of the schema
 * @param extension the name of the extension's schema; empty on plain PostgreSQL
 */
record Place(String schema, String extension) {

  /** A name of ours with its schema, quoted. */
  String relation(String name) {
    return quote(schema) + "." + quote(name);
  }

  /** The same as a literal, for functions that take a regclass. */
  String literal(String name) {
    return text(relation(name));
  }

  /** A function of the extension, with its schema. */
  String function(String name) {
    return quote(extension) + "." + name;
  }

  static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** Any text as a literal. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
