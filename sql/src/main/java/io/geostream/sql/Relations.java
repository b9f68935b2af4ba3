package io.geostream.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads relations of one schema from the catalogs, which every role may read. */
final class Relations {

  // Continuous aggregates and views are both "v" here.
  private static final String COLUMNS =
      """
      SELECT relation.relname, relation.relkind::text, attribute.attname,
             format_type(attribute.atttypid, attribute.atttypmod) AS type_name,
             attribute.attnotnull OR type.typnotnull AS not_null,
             attribute.atthasdef OR attribute.attidentity <> '' OR type.typdefault IS NOT NULL AS filled,
             attribute.attgenerated <> '' OR attribute.attidentity = 'a' AS generated,
             ARRAY(SELECT privilege FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS privilege
                    WHERE has_column_privilege(relation.oid, attribute.attnum, privilege)) AS rights
        FROM pg_class relation
        JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
        LEFT JOIN pg_attribute attribute
          ON attribute.attrelid = relation.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
        LEFT JOIN pg_type type ON type.oid = attribute.atttypid
       WHERE namespace.nspname = ? AND relation.relname = ANY (?)
       ORDER BY relation.relname, attribute.attnum
      """;

  private static final String TIMESCALEDB_KINDS =
      """
      SELECT hypertable_name AS name, CASE column_name WHEN ? THEN 'HYPERTABLE' ELSE 'OTHER_HYPERTABLE' END AS kind
        FROM timescaledb_information.dimensions
       WHERE hypertable_schema = ? AND dimension_number = 1
      UNION ALL
      SELECT view_name, 'CONTINUOUS_AGGREGATE'
        FROM timescaledb_information.continuous_aggregates
       WHERE view_schema = ?
      """;

  private final Map<String, Relation.Kind> kinds = new HashMap<>();
  private final Map<String, List<LiveColumn>> columns = new HashMap<>();

  private Relations() {}

  /**
   * Those of the names that are there.
   *
   * @param time the column by which a hypertable should be partitioned
   * @param timescaledb whether the extension has been created
   */
  static Map<String, Relation> read(
      Connection connection,
      String schema,
      Collection<String> names,
      String time,
      boolean timescaledb)
      throws SQLException {
    Relations relations = new Relations();
    relations.readColumns(connection, schema, names);
    if (timescaledb) {
      relations.readKinds(connection, schema, time);
    }
    Map<String, Relation> found = new HashMap<>();
    relations.columns.forEach(
        (name, columns) ->
            found.put(
                name,
                new Relation(relations.kinds.getOrDefault(name, Relation.Kind.OTHER), columns)));
    return found;
  }

  private void readColumns(Connection connection, String schema, Collection<String> names)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, schema);
      statement.setArray(2, connection.createArrayOf("text", names.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String name = row.getString("relname");
          kinds.put(name, kind(row.getString("relkind")));
          List<LiveColumn> ofRelation = columns.computeIfAbsent(name, key -> new ArrayList<>());
          if (row.getString("attname") != null) {
            ofRelation.add(column(row));
          }
        }
      }
    }
  }

  private static LiveColumn column(ResultSet row) throws SQLException {
    return new LiveColumn(
        row.getString("attname"),
        row.getString("type_name"),
        row.getBoolean("not_null"),
        row.getBoolean("filled"),
        row.getBoolean("generated"),
        Set.of((String[]) row.getArray("rights").getArray()));
  }

  private static Relation.Kind kind(String relkind) {
    return switch (relkind) {
      case "r" -> Relation.Kind.TABLE;
      case "p" -> Relation.Kind.PARTITIONED;
      case "f" -> Relation.Kind.FOREIGN;
      case "v" -> Relation.Kind.VIEW;
      default -> Relation.Kind.OTHER;
    };
  }

  private void readKinds(Connection connection, String schema, String time) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TIMESCALEDB_KINDS)) {
      statement.setString(1, time);
      statement.setString(2, schema);
      statement.setString(3, schema);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          kinds.put(row.getString("name"), Relation.Kind.valueOf(row.getString("kind")));
        }
      }
    }
  }
}
