package io.geostream.consumer.database;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes sure that the columns of a table still have the types that rows are encoded for. Binary
 * COPY does not: a column that has become a {@code bigint} takes the eight bytes of a {@code double
 * precision} for a number. Asked in the transaction that has written rows, whose lock keeps the
 * table as it is until the commit.
 */
public final class TableShape {

  private static final String CHANGED_COLUMNS =
      """
      pg_attribute
         WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped
           AND (%s)""";

  private final TargetTable table;
  private final String changedColumns;

  /** The shape that rows of this table are encoded for. */
  public TableShape(TargetTable table) {
    this.table = table;
    this.changedColumns = CHANGED_COLUMNS.formatted(table.regclass(), differences(table));
  }

  /** Of most columns the comparison of the type is enough: names take longer to compare. */
  private static String differences(TargetTable table) {
    Map<ColumnType, List<String>> byType =
        table.columns().stream()
            .collect(groupingBy(Column::type, TreeMap::new, mapping(Column::name, toList())));
    return byType.entrySet().stream()
        .map(
            names ->
                "(atttypid NOT IN (%s) AND attname IN (%s))"
                    .formatted(
                        types(names.getKey()),
                        names.getValue().stream().map(Identifiers::literal).collect(joining(", "))))
        .collect(joining("\n             OR "));
  }

  /** Which types of a column take the bytes of a value. */
  private static String types(ColumnType type) {
    List<String> names =
        type == ColumnType.TEXT ? List.of("text", "varchar", "bpchar") : List.of(type.word());
    return names.stream().map(name -> "'" + name + "'::regtype::oid").collect(joining(", "));
  }

  /**
   * An SQL condition that holds if the types are right, for a statement that must change nothing
   * otherwise.
   */
  public String isKept() {
    return "NOT EXISTS (SELECT FROM " + changedColumns + ")";
  }

  /**
   * Compares the columns.
   *
   * @throws SchemaRefusalException if one has another type
   */
  public void require(Connection connection) throws SQLException {
    String select = "SELECT attname, format_type(atttypid, NULL) FROM " + changedColumns;
    try (PreparedStatement changed = connection.prepareStatement(select);
        ResultSet row = changed.executeQuery()) {
      if (row.next()) {
        String name = row.getString(1);
        throw SchemaRefusalException.otherType(table, name, row.getString(2));
      }
    }
  }
}
