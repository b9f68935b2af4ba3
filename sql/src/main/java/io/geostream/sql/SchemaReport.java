package io.geostream.sql;

import io.geostream.common.mapping.TableName;
import java.util.List;

/**
 * The schema that was found or made.
 *
 * @param server the server in words: "TimescaleDB 2.28.3 on PostgreSQL 15.20"
 * @param schema the PostgreSQL schema that holds kafka_offsets, and with the built-in table all
 *     other objects of ours, such as "public"
 * @param table where the rows go, with its schema
 * @param builtIn whether that is the table that the migrations make, with its views and policies
 * @param hypertable whether the table is one, not a plain table
 * @param applied what was made just now, in order, such as "V1", "plant.metrics",
 *     "plant.metrics.cycles" or "grants on plant.metrics"; empty if all was there
 * @param warnings what works, but has a drawback, one line each
 */
public record SchemaReport(
    String server,
    String schema,
    TableName table,
    boolean builtIn,
    boolean hypertable,
    List<String> applied,
    List<String> warnings) {

  /** Copies the lists. */
  public SchemaReport {
    applied = List.copyOf(applied);
    warnings = List.copyOf(warnings);
  }
}
