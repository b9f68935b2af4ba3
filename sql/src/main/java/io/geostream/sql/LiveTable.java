package io.geostream.sql;

import io.geostream.common.mapping.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping's table as it is, read from the catalogs, which every role may read.
 *
 * @param relation what it is, and its columns
 * @param keys the columns of each index by which ON CONFLICT finds a row
 * @param login who asks
 * @param schemaUsable whether the login has USAGE on its schema
 */
record LiveTable(Relation relation, List<Set<String>> keys, String login, boolean schemaUsable) {

  private static final String KEYS =
      """
      SELECT ARRAY(SELECT attribute.attname::text
                     FROM unnest(index.indkey::int2[]) WITH ORDINALITY AS key (attnum, position)
                     JOIN pg_attribute attribute
                       ON attribute.attrelid = index.indrelid AND attribute.attnum = key.attnum
                    WHERE key.position <= index.indnkeyatts)
        FROM pg_index index
        JOIN pg_class relation ON relation.oid = index.indrelid
        JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
       WHERE namespace.nspname = ? AND relation.relname = ?
         AND index.indisunique AND index.indisvalid AND index.indimmediate
         AND index.indpred IS NULL AND index.indexprs IS NULL
      """;

  private static final String LOGIN =
      "SELECT current_user, has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = ?";

  LiveTable {
    keys = List.copyOf(keys);
  }

  /**
   * Reads it, if it is there.
   *
   * @param table with its schema
   * @param time the column by which it should be partitioned
   * @param timescaledb whether the extension has been created
   */
  static Optional<LiveTable> read(
      Connection connection, TableName table, String time, boolean timescaledb)
      throws SQLException {
    String schema = table.schema().orElseThrow();
    Relation relation =
        Relations.read(connection, schema, List.of(table.name()), time, timescaledb)
            .get(table.name());
    if (relation == null) {
      return Optional.empty();
    }
    try (PreparedStatement statement = connection.prepareStatement(LOGIN)) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return Optional.of(
            new LiveTable(
                relation,
                keys(connection, schema, table.name()),
                row.getString(1),
                row.getBoolean(2)));
      }
    }
  }

  private static List<Set<String>> keys(Connection connection, String schema, String name)
      throws SQLException {
    List<Set<String>> keys = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
      statement.setString(1, schema);
      statement.setString(2, name);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          // An index may have a column twice.
          keys.add(Set.copyOf(List.of((String[]) row.getArray(1).getArray())));
        }
      }
    }
    return keys;
  }
}
