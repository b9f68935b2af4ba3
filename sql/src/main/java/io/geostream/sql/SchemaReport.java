package io.geostream.sql;

import java.util.List;

/**
 * The schema that was found or made.
 *
 * @param flavour what kind it is
 * @param server the server in words: "TimescaleDB 2.28.3 on PostgreSQL 15.20"
 * @param schema the PostgreSQL schema that holds the objects, such as "public"
 * @param version the newest version in the database; may be newer than this build knows
 * @param applied what was applied just now, in order, such as "V1" or "grants"; empty if all was
 *     there
 * @param warnings what works, but has a drawback, one line each
 */
public record SchemaReport(
    Flavour flavour,
    String server,
    String schema,
    String version,
    List<String> applied,
    List<String> warnings) {

  /** Copies the lists. */
  public SchemaReport {
    applied = List.copyOf(applied);
    warnings = List.copyOf(warnings);
  }
}
