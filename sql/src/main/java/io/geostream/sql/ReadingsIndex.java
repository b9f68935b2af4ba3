package io.geostream.sql;

import io.geostream.common.mapping.Identifiers;
import java.sql.SQLException;

/**
 * Makes the index on station and time of an adopted hypertable, with one transaction for each
 * chunk: a single one would lock the whole table, and may need more locks than the server has.
 */
final class ReadingsIndex {

  static final String WORK = "making the index on location_id and time";

  private static final String NAME = "idx_geospatial_metrics_location_time";

  private static final String OF_CHUNKS =
      """
      SELECT format('%%I.%%I', namespace.nspname, class.relname)
        FROM pg_inherits chunk
        JOIN pg_class relation ON relation.oid = chunk.inhrelid
        JOIN pg_index index ON index.indrelid = relation.oid
        JOIN pg_class class ON class.oid = index.indexrelid
        JOIN pg_namespace namespace ON namespace.oid = class.relnamespace
       WHERE chunk.inhparent = %s::regclass AND class.relname = relation.relname || '_%s'
      """;

  private final Statements statements;
  private final Place place;
  private final MigrationProgress progress;
  private final Locks locks;

  ReadingsIndex(Statements statements, Place place, MigrationProgress progress) {
    this.statements = statements;
    this.place = place;
    this.progress = progress;
    this.locks = new Locks(statements, progress);
  }

  /**
   * Makes it, unless the table already has it. An index that a crash left unfinished is replaced.
   */
  void make() throws SQLException {
    if (exists("NOT indisvalid")) {
      drop();
    }
    if (!exists("indisvalid")) {
      progress.at(WORK);
      locks.waitingWithoutLimit(
          "CREATE INDEX %s ON %s (location_id, time DESC) WITH (timescaledb.transaction_per_chunk)"
              .formatted(Identifiers.quoted(NAME), place.relation(SearchPath.BUILT_IN)));
    }
  }

  /**
   * Drops the chunks' indexes first, one by one: all at once may need more locks than the server
   * has.
   */
  private void drop() throws SQLException {
    for (String index :
        statements.values(OF_CHUNKS.formatted(place.literal(SearchPath.BUILT_IN), NAME))) {
      statements.execute("DROP INDEX " + index);
    }
    statements.execute("DROP INDEX " + place.relation(NAME));
  }

  private boolean exists(String condition) throws SQLException {
    return statements.holds(
        "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(%s) AND indrelid = %s::regclass AND %s)"
            .formatted(place.literal(NAME), place.literal(SearchPath.BUILT_IN), condition));
  }
}
