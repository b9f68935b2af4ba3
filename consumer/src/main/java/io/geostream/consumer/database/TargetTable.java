package io.geostream.consumer.database;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table that rows go into, as statements name it: quoted, and with its schema, so that the
 * search path decides nothing.
 *
 * @param name with its schema
 * @param columns those of a row, in its order: the time is the first
 * @param hasKey whether the second column identifies a series
 * @param unique names of the columns of the unique index that conflicts are about; may be empty
 * @param onConflict what becomes of a row whose unique key is in the table already
 */
public record TargetTable(
    TableName name,
    List<Column> columns,
    boolean hasKey,
    List<String> unique,
    OnConflict onConflict) {

  public TargetTable {
    if (name.schema().isEmpty()) {
      throw new IllegalArgumentException("table " + name + " has no schema");
    }
    columns = List.copyOf(columns);
    unique = List.copyOf(unique);
  }

  /**
   * The table of a mapping.
   *
   * @param name of the table, with its schema
   */
  public static TargetTable of(Mapping mapping, TableName name) {
    return new TargetTable(
        name,
        mapping.rowColumns(),
        mapping.key().isPresent(),
        mapping.unique(),
        mapping.onConflict());
  }

  /** The name of the column that the table is partitioned by. */
  public String time() {
    return columns.get(0).name();
  }

  /** The name of the column that identifies a series, if there is one. */
  public Optional<String> key() {
    return hasKey ? Optional.of(columns.get(1).name()) : Optional.empty();
  }

  /** The names of the columns, in the order of a row. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** The columns as a statement lists them. */
  public String columnList() {
    return list(columnNames());
  }

  /** The table for a query of the catalog. */
  public String regclass() {
    return Identifiers.literal(name.sql()) + "::regclass";
  }

  /** Names of columns as a statement lists them. */
  public static String list(List<String> names) {
    return names.stream().map(Identifiers::quoted).collect(Collectors.joining(", "));
  }
}
