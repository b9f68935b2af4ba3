package io.geostream.sql;

import io.geostream.common.mapping.Identifiers;

/**
 * Where our objects are, and where the extension's functions are.
 *
 * @param schema the name of the schema
 * @param extension the name of the extension's schema; unused on plain PostgreSQL
 */
record Place(String schema, String extension) {

  /** A name of ours with its schema, quoted. */
  String relation(String name) {
    return Identifiers.quoted(schema) + "." + Identifiers.quoted(name);
  }

  /** The same as a literal, for functions that take a regclass. */
  String literal(String name) {
    return Identifiers.literal(relation(name));
  }

  /** A function of the extension, with its schema. */
  String function(String name) {
    return Identifiers.quoted(extension) + "." + name;
  }
}
