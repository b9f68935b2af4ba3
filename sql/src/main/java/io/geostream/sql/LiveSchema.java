package io.geostream.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in the database under our names, read from the catalogs, which every role may read.
 *
 * @param relations by name; a name that is not there is not in the map
 * @param uniqueIndexes of geospatial_metrics, by name
 * @param duplicateIndexes of geospatial_metrics, those that are redundant, by name
 */
record LiveSchema(
    Map<String, Relation> relations, List<String> uniqueIndexes, List<String> duplicateIndexes) {

  // A partitioned table, "p", cannot be used. Continuous aggregates and views are
  // both "v" here.
  private static final String COLUMNS =
      """
      SELECT relation.relname, relation.relkind::text, attribute.attname,
             format_type(attribute.atttypid, attribute.atttypmod) AS type,
             attribute.attnotnull,
             attribute.atthasdef OR attribute.attidentity <> '' AS filled
        FROM pg_class relation
        JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
        LEFT JOIN pg_attribute attribute
          ON attribute.attrelid = relation.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
       WHERE namespace.nspname = ?
         AND relation.relname IN ('geospatial_metrics', 'hourly_metrics', 'daily_metrics', 'kafka_offsets',
                                  'geostream_schema_history', 'geostream_plain_schema_history',
                                  'geostream_adopted_rows', 'geostream_refused_rows')
       ORDER BY relation.relname, attribute.attnum
      """;

  private static final String UNIQUE_INDEXES =
      """
      SELECT class.relname
        FROM pg_index index
        JOIN pg_class class ON class.oid = index.indexrelid
        JOIN pg_class relation ON relation.oid = index.indrelid
        JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
       WHERE namespace.nspname = ? AND relation.relname = 'geospatial_metrics' AND index.indisunique
       ORDER BY 1
      """;

  // Of indexes that differ in nothing but their name the later ones.
  private static final String DUPLICATE_INDEXES =
      """
      SELECT DISTINCT class.relname
        FROM pg_index later
        JOIN pg_class class ON class.oid = later.indexrelid
        JOIN pg_class relation ON relation.oid = later.indrelid
        JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
        JOIN pg_index earlier
          ON earlier.indrelid = later.indrelid
         AND earlier.indexrelid < later.indexrelid
         AND earlier.indisvalid
         AND earlier.indkey::text = later.indkey::text
         AND earlier.indoption::text = later.indoption::text
         AND earlier.indclass::text = later.indclass::text
         AND earlier.indcollation::text = later.indcollation::text
         AND earlier.indpred IS NOT DISTINCT FROM later.indpred
         AND earlier.indexprs IS NOT DISTINCT FROM later.indexprs
       WHERE namespace.nspname = ? AND relation.relname = 'geospatial_metrics' AND NOT later.indisunique
       ORDER BY 1
      """;

  private static final String TIMESCALEDB_KINDS =
      """
      SELECT hypertable_name AS name, CASE column_name WHEN 'time' THEN 'HYPERTABLE' ELSE 'OTHER_HYPERTABLE' END AS kind
        FROM timescaledb_information.dimensions
       WHERE hypertable_schema = ? AND dimension_number = 1
      UNION ALL
      SELECT view_name, 'CONTINUOUS_AGGREGATE'
        FROM timescaledb_information.continuous_aggregates
       WHERE view_schema = ?
      """;

  LiveSchema {
    relations = Map.copyOf(relations);
    uniqueIndexes = List.copyOf(uniqueIndexes);
    duplicateIndexes = List.copyOf(duplicateIndexes);
  }

  Optional<Relation> relation(String name) {
    return Optional.ofNullable(relations.get(name));
  }

  /** Reads it; {@code timescaledb} says whether the extension has been created. */
  static LiveSchema read(Connection connection, String schema, boolean timescaledb)
      throws SQLException {
    Map<String, Relation.Kind> kinds = timescaledb ? readKinds(connection, schema) : Map.of();
    return new LiveSchema(
        readRelations(connection, schema, kinds),
        readNames(connection, UNIQUE_INDEXES, schema),
        readNames(connection, DUPLICATE_INDEXES, schema));
  }

  private static Map<String, Relation.Kind> readKinds(Connection connection, String schema)
      throws SQLException {
    Map<String, Relation.Kind> kinds = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(TIMESCALEDB_KINDS)) {
      statement.setString(1, schema);
      statement.setString(2, schema);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          kinds.put(row.getString("name"), Relation.Kind.valueOf(row.getString("kind")));
        }
      }
    }
    return kinds;
  }

  private static Map<String, Relation> readRelations(
      Connection connection, String schema, Map<String, Relation.Kind> kinds) throws SQLException {
    Map<String, Relation.Kind> found = new HashMap<>();
    Map<String, List<Column>> columns = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String name = row.getString("relname");
          found.put(name, kinds.getOrDefault(name, plainKind(row.getString("relkind"))));
          List<Column> ofRelation = columns.computeIfAbsent(name, key -> new ArrayList<>());
          String column = row.getString("attname");
          if (column != null) {
            ofRelation.add(
                new Column(
                    column,
                    row.getString("type"),
                    row.getBoolean("attnotnull"),
                    row.getBoolean("filled")));
          }
        }
      }
    }
    Map<String, Relation> relations = new HashMap<>();
    found.forEach(
        (name, kind) ->
            relations.put(name, new Relation(kind, columns.getOrDefault(name, List.of()))));
    return relations;
  }

  private static Relation.Kind plainKind(String relkind) {
    return switch (relkind) {
      case "r" -> Relation.Kind.TABLE;
      case "v" -> Relation.Kind.VIEW;
      default -> Relation.Kind.OTHER;
    };
  }

  private static List<String> readNames(Connection connection, String question, String schema)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
    }
    return names;
  }
}
