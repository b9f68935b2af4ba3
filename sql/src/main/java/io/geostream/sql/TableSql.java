package io.geostream.sql;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that make or extend a mapping's table. Every name is quoted, so any name works.
 *
 * @param table without a schema if the search path decides
 * @param place has the schema of the extension's functions
 */
record TableSql(Mapping mapping, TableName table, Flavour flavour, Place place) {

  /** Makes the table with all that belongs to it. */
  List<String> make() {
    List<String> statements = new ArrayList<>();
    statements.add(createTable());
    if (flavour == Flavour.TIMESCALEDB) {
      statements.add(
          "SELECT %s(%s, %s(%s, INTERVAL %s), create_default_indexes => false)"
              .formatted(
                  place.function("create_hypertable"),
                  literal(),
                  place.function("by_range"),
                  Identifiers.literal(mapping.time()),
                  Identifiers.literal(mapping.chunk())));
    }
    statements.addAll(createIndexes());
    if (flavour == Flavour.TIMESCALEDB) {
      statements.addAll(columnstore());
    }
    return statements;
  }

  /** Makes the schema of the table. */
  String makeSchema() {
    return "CREATE SCHEMA " + Identifiers.quoted(table.schema().orElseThrow());
  }

  /** Makes the unique index alone, if there is to be one. */
  List<String> uniqueIndex() {
    List<String> unique = mapping.unique();
    return unique.isEmpty() ? List.of() : List.of(createIndex(unique, true));
  }

  /** Adds a column to a table with rows, so it is nullable. */
  String add(Column column) {
    return "ALTER TABLE %s ADD COLUMN %s".formatted(table.sql(), definition(column));
  }

  private String createTable() {
    return mapping.columns().stream()
        .map(column -> "    " + definition(column) + (column.required() ? " NOT NULL" : ""))
        .collect(Collectors.joining(",\n", "CREATE TABLE %s (\n".formatted(table.sql()), "\n)"));
  }

  private static String definition(Column column) {
    return Identifiers.quoted(column.name()) + " " + column.type().word();
  }

  /** The unique index serves searches too, so no other is made of the same columns. */
  private List<String> createIndexes() {
    Set<List<String>> indexes = new LinkedHashSet<>();
    indexes.add(List.of(mapping.time()));
    mapping.key().ifPresent(key -> indexes.add(List.of(key, mapping.time())));
    List<String> unique = mapping.unique();
    List<String> statements = new ArrayList<>();
    for (List<String> columns : indexes) {
      boolean isUnique = Set.copyOf(columns).equals(Set.copyOf(unique));
      statements.add(createIndex(columns, isUnique));
      if (isUnique) {
        unique = List.of();
      }
    }
    if (!unique.isEmpty()) {
      statements.add(createIndex(unique, true));
    }
    return statements;
  }

  private String createIndex(List<String> columns, boolean unique) {
    return "CREATE %sINDEX ON %s (%s)"
        .formatted(
            unique ? "UNIQUE " : "",
            table.sql(),
            columns.stream().map(this::ordered).collect(Collectors.joining(", ")));
  }

  private String ordered(String column) {
    return Identifiers.quoted(column) + (column.equals(mapping.time()) ? " DESC" : "");
  }

  private List<String> columnstore() {
    String segmentBy =
        mapping.segmentBy().stream().map(Identifiers::quoted).collect(Collectors.joining(", "));
    List<String> statements = new ArrayList<>();
    statements.add(
        "ALTER TABLE %s SET (timescaledb.enable_columnstore = true, timescaledb.segmentby = %s, timescaledb.orderby = %s)"
            .formatted(
                table.sql(),
                Identifiers.literal(segmentBy),
                Identifiers.literal(ordered(mapping.time()))));
    mapping
        .hypertable()
        .columnstoreAfter()
        .ifPresent(
            after -> statements.add(policy("CALL", "add_columnstore_policy", "after", after)));
    mapping
        .hypertable()
        .dropAfter()
        .ifPresent(
            after -> statements.add(policy("SELECT", "add_retention_policy", "drop_after", after)));
    return statements;
  }

  private String policy(String verb, String function, String parameter, String interval) {
    return "%s %s(%s, %s => INTERVAL %s)"
        .formatted(
            verb, place.function(function), literal(), parameter, Identifiers.literal(interval));
  }

  private String literal() {
    return Identifiers.literal(table.sql());
  }
}
