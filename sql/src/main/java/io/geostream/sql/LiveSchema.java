package io.geostream.sql;

import io.geostream.common.mapping.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects that have our names, read from the catalogs, which every role may read.
 *
 * @param relations by name; a name that is not there is not in the map
 * @param uniqueIndexes of geospatial_metrics, by name
 * @param duplicateIndexes of geospatial_metrics, those that are redundant, by name
 */
record LiveSchema(
    Map<String, Relation> relations, List<String> uniqueIndexes, List<String> duplicateIndexes) {

  private static final List<String> NAMES =
      List.of(
          SearchPath.BUILT_IN,
          "hourly_metrics",
          "daily_metrics",
          SchemaRules.OFFSETS_TABLE,
          Flavour.TIMESCALEDB.historyTable(),
          Flavour.POSTGRESQL.historyTable(),
          RowsBack.WAITING,
          RowsBack.REFUSED);

  private static final String UNIQUE_INDEXES =
      """
      SELECT class.relname
        FROM pg_index index
        JOIN pg_class class ON class.oid = index.indexrelid
        JOIN pg_class relation ON relation.oid = index.indrelid
        JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
       WHERE namespace.nspname = %s AND relation.relname = 'geospatial_metrics' AND index.indisunique
       ORDER BY 1
      """;

  // Of indexes that differ only in their names, all but the first.
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
       WHERE namespace.nspname = %s AND relation.relname = 'geospatial_metrics' AND NOT later.indisunique
       ORDER BY 1
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
    Statements statements = new Statements(connection);
    String namespace = Identifiers.literal(schema);
    return new LiveSchema(
        Relations.read(connection, schema, NAMES, "time", timescaledb),
        statements.values(UNIQUE_INDEXES.formatted(namespace)),
        statements.values(DUPLICATE_INDEXES.formatted(namespace)));
  }
}
