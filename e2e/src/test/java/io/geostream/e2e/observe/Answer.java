package io.geostream.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the database said to a query.
 *
 * @param types of the columns by name, in order
 * @param took from sending it to the last row
 */
record Answer(Map<String, String> types, List<Map<String, @Nullable Object>> rows, Duration took) {

  private static final Set<String> NUMBERS =
      Set.of("int2", "int4", "int8", "float4", "float8", "numeric");
  private static final Set<String> TEXTS = Set.of("text", "varchar", "name");

  static Answer to(String query, Connection connection) throws SQLException {
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      ResultSetMetaData columns = row.getMetaData();
      Map<String, String> types = new LinkedHashMap<>();
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        types.put(columns.getColumnLabel(column), columns.getColumnTypeName(column));
      }
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      while (row.next()) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String column : types.keySet()) {
          values.put(column, row.getObject(column));
        }
        rows.add(values);
      }
      return new Answer(types, rows, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** Fails unless it has the columns that Grafana needs for this format. */
  void assertShape(SqlQuery.Format format) {
    assertThat(types).as("columns").doesNotContainValue("unknown");
    if (format == SqlQuery.Format.TIME_SERIES) {
      assertThat(types).as("columns").containsEntry("time", "timestamptz");
      assertThat(types.values()).as("types").anyMatch(NUMBERS::contains);
      assertThat(types.entrySet())
          .as("a column is the time, a number or a label")
          .allMatch(
              column ->
                  column.getKey().equals("time")
                      || NUMBERS.contains(column.getValue())
                      || TEXTS.contains(column.getValue()));
      assertThat(rows)
          .extracting(row -> (Timestamp) row.get("time"))
          .doesNotContainNull()
          .isSorted();
    }
  }

  /** Fails unless there are rows, and a number or a text in each column. */
  void assertFilled() {
    assertThat(rows).isNotEmpty();
    for (String column : types.keySet()) {
      assertThat(rows).as(column).anyMatch(row -> row.get(column) != null);
    }
  }
}
