package io.geostream.sql;

import java.sql.SQLException;

/**
 * Prepares an existing table for the migrations, so that the time of their statements does not grow
 * with the rows.
 */
final class Adoption {

  private final Statements statements;
  private final Place place;
  private final RowsAside rows;
  private final ReadingsIndex index;

  Adoption(Statements statements, Place place, PieceSize size, MigrationProgress progress) {
    this.statements = statements;
    this.place = place;
    this.rows = new RowsAside(statements, place, size, progress);
    this.index = new ReadingsIndex(statements, place, progress);
  }

  /**
   * Prepares the table, if there is one.
   *
   * @throws SchemaRefusedException if it cannot be adopted, or a statement fails
   * @throws SQLException if the server is away or busy
   */
  void prepare(LiveSchema live) throws SQLException, SchemaRefusedException {
    try {
      switch (live.relation(SearchPath.BUILT_IN).map(Relation::kind).orElse(Relation.Kind.OTHER)) {
        case TABLE -> rows.move();
        case HYPERTABLE -> {
          Retention.refuseIfUnusable(statements, place);
          index.make();
        }
        default -> {}
      }
    } catch (SQLException e) {
      throw SqlFaults.failure("adopting geospatial_metrics", e);
    }
  }
}
