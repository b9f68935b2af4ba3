package io.geostream.sql;

import io.geostream.sql.MigrationProgress.Unit;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * Empties the plain table geospatial_metrics, so that it can become a hypertable at once: its rows
 * go into a table beside it, which {@link RowsBack} empties again. A row is in exactly one of the
 * two tables at any time. Each piece is one statement and one transaction; after a crash the next
 * run goes on with the rows that are still there.
 *
 * <p>The table itself stays, with its views, grants and constraints.
 */
final class RowsAside {

  static final String WORK = "setting the rows of geospatial_metrics aside";

  private final Statements statements;
  private final Place place;
  private final PieceSize size;
  private final MigrationProgress progress;
  private final String readings;
  private final String waiting;

  RowsAside(Statements statements, Place place, PieceSize size, MigrationProgress progress) {
    this.statements = statements;
    this.place = place;
    this.size = size;
    this.progress = progress;
    this.readings = place.relation("geospatial_metrics");
    this.waiting = place.relation(RowsBack.WAITING);
  }

  /**
   * Empties the table, if there are rows in it.
   *
   * @throws SchemaRefusedException if the table cannot become a hypertable; nothing is changed then
   */
  void move() throws SQLException, SchemaRefusedException {
    if (!statements.holds("SELECT EXISTS (SELECT FROM ONLY %s)".formatted(readings))) {
      return;
    }
    refuseTriggers();
    rehearse();
    String columns = columns();
    statements.transaction(() -> makeWaitingTable(columns));
    movePages(columns);
    statements.transaction(() -> moveTheRest(columns));
  }

  private void refuseTriggers() throws SQLException, SchemaRefusedException {
    List<String> triggers =
        statements.values(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled <> 'D' ORDER BY 1"
                .formatted(place.literal("geospatial_metrics")));
    if (!triggers.isEmpty()) {
      throw new SchemaRefusedException(
          "geospatial_metrics becomes a hypertable, for which each of its rows is moved, and its trigger %s would run for each: disable it (ALTER TABLE … DISABLE TRIGGER …) until the migration is done"
              .formatted(String.join(", ", triggers)));
    }
  }

  /** What keeps the table from becoming a hypertable is found before a row is moved. */
  private void rehearse() throws SQLException {
    statements.rehearsal(
        () -> {
          lock();
          statements.execute("TRUNCATE ONLY " + readings);
          statements.execute(
              "SELECT %s(%s, %s('time', INTERVAL '1 hour'))"
                  .formatted(
                      place.function("create_hypertable"),
                      place.literal("geospatial_metrics"),
                      place.function("by_range")));
        });
  }

  private void lock() throws SQLException {
    statements.execute("LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE".formatted(readings));
  }

  /** Generated columns are left out: they are generated again. */
  private String columns() throws SQLException {
    return RowsBack.columns(statements, place, "geospatial_metrics");
  }

  private void makeWaitingTable(String columns) throws SQLException {
    statements.execute(
        "CREATE TABLE IF NOT EXISTS %s AS SELECT %s FROM ONLY %s WITH NO DATA"
            .formatted(waiting, columns, readings));
    statements.execute(
        "CREATE INDEX IF NOT EXISTS %s ON %s (time)"
            .formatted(Place.quote(RowsBack.WAITING + "_time_idx"), waiting));
  }

  /** By place in the file, so that no piece reads what an earlier one has emptied. */
  private void movePages(String columns) throws SQLException {
    long done = statements.number("SELECT count(*) FROM " + waiting);
    long total = done + statements.number("SELECT count(*) FROM ONLY " + readings);
    long pages =
        statements.number(
            "SELECT pg_relation_size(%s) / current_setting('block_size')::int"
                .formatted(place.literal("geospatial_metrics")));
    for (long page = 0; page < pages; page += size.pages()) {
      progress.at(WORK, done, total, Unit.ROWS);
      done +=
          statements.update(
              move(
                  String.format(
                      Locale.ROOT,
                      " WHERE ctid >= '(%d,0)' AND ctid < '(%d,0)'",
                      page,
                      page + size.pages()),
                  columns));
    }
    progress.at(WORK, done, total, Unit.ROWS);
  }

  /** What others have inserted meanwhile. The table's room is given back. */
  private void moveTheRest(String columns) throws SQLException {
    lock();
    statements.execute(move("", columns));
    statements.execute("TRUNCATE ONLY " + readings);
  }

  private String move(String where, String columns) {
    return "WITH moved AS (DELETE FROM ONLY %1$s%2$s RETURNING %3$s) INSERT INTO %4$s (%3$s) SELECT %3$s FROM moved"
        .formatted(readings, where, columns, waiting);
  }
}
