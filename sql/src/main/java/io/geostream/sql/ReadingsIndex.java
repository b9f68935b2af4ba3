package io.geostream.sql;

import java.sql.SQLException;

/**
 * Makes the index on station and time of an adopted hypertable, each chunk in a transaction of its
 * own: all at once would lock the whole table, and more chunks than the server has locks for.
 */
final class ReadingsIndex {

  static final String WORK = "making the index on location_id and time";

  private static final String NAME = "idx_geospatial_metrics_location_time";

  private final Statements statements;
  private final Place place;
  private final MigrationProgress progress;

  ReadingsIndex(Statements statements, Place place, MigrationProgress progress) {
    this.statements = statements;
    this.place = place;
    this.progress = progress;
  }

  /**
   * Makes it, if the table has none of that name. One that a crash left unfinished is made again.
   */
  void make() throws SQLException {
    if (exists("NOT indisvalid")) {
      statements.execute("DROP INDEX " + place.relation(NAME));
    }
    if (!exists("indisvalid")) {
      progress.at(WORK);
      statements.execute(
          "CREATE INDEX %s ON %s (location_id, time DESC) WITH (timescaledb.transaction_per_chunk)"
              .formatted(Place.quote(NAME), place.relation("geospatial_metrics")));
    }
  }

  private boolean exists(String condition) throws SQLException {
    return statements.holds(
        "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(%s) AND indrelid = %s::regclass AND %s)"
            .formatted(place.literal(NAME), place.literal("geospatial_metrics"), condition));
  }
}
