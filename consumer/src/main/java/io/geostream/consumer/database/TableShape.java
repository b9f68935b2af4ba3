package io.geostream.consumer.database;

import io.geostream.common.reading.NumericField;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes sure that the columns of {@code geospatial_metrics} still have the types that rows are
 * encoded for. Binary COPY does not: a column that has become a {@code bigint} takes the eight
 * bytes of a {@code double precision} for a number. Asked in the transaction that has written rows,
 * whose lock keeps the table as it is until the commit.
 */
public final class TableShape {

  private static final Map<String, String> TYPES = types();

  private static final String CHANGED_COLUMNS =
      """
      pg_attribute
         WHERE attrelid = 'geospatial_metrics'::regclass AND attnum > 0 AND NOT attisdropped
           AND atttypid <> CASE attname %s ELSE atttypid END"""
          .formatted(
              TYPES.entrySet().stream()
                  .map(
                      column ->
                          "WHEN '%s' THEN '%s'::regtype::oid"
                              .formatted(column.getKey(), column.getValue()))
                  .collect(Collectors.joining(" ")));

  /**
   * An SQL condition that holds if the types are right, for a statement that must change nothing
   * otherwise.
   */
  public static final String IS_KEPT = "NOT EXISTS (SELECT FROM " + CHANGED_COLUMNS + ")";

  private static final String CHANGED =
      "SELECT attname, format_type(atttypid, NULL) FROM " + CHANGED_COLUMNS;

  private TableShape() {}

  private static Map<String, String> types() {
    Map<String, String> types = new TreeMap<>();
    types.put("time", "timestamp with time zone");
    types.put("location_id", "text");
    NumericField.ALL.forEach(field -> types.put(field.column(), "double precision"));
    return types;
  }

  /**
   * Compares the columns.
   *
   * @throws SchemaRefusalException if one has another type
   */
  public static void require(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(CHANGED);
        ResultSet changed = select.executeQuery()) {
      if (changed.next()) {
        String name = changed.getString(1);
        throw SchemaRefusalException.otherType(
            name, changed.getString(2), String.valueOf(TYPES.get(name)));
      }
    }
  }
}
