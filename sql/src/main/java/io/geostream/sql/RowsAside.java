package io.geostream.sql;

import io.geostream.common.mapping.Identifiers;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * Empties the plain table geospatial_metrics, so that it can become a hypertable at once: its rows
 * are moved to a table beside it, which {@link RowsBack} empties again. A row is in exactly one of
 * the two tables at any time. Each piece is one statement and one transaction; after a crash the
 * next run continues with the rows that are still there.
 *
 * <p>The table itself stays, with its views, grants and constraints.
 */
final class RowsAside {

  static final String WORK = "setting the rows of geospatial_metrics aside";

  private static final List<String> SCRIPTS =
      List.of(
          "migrations/timescaledb/V1__hypertable.sql",
          "migrations/timescaledb/V2__columnstore.sql",
          "migrations/timescaledb/V3__continuous_aggregates.sql");

  private final Statements statements;
  private final Place place;
  private final PieceSize size;
  private final MigrationProgress progress;
  private final Locks locks;
  private final String readings;
  private final String waiting;

  RowsAside(Statements statements, Place place, PieceSize size, MigrationProgress progress) {
    this.statements = statements;
    this.place = place;
    this.size = size;
    this.progress = progress;
    this.locks = new Locks(statements, progress);
    this.readings = place.relation(SearchPath.BUILT_IN);
    this.waiting = place.relation(RowsBack.WAITING);
  }

  /**
   * Empties the table, if there are rows in it.
   *
   * @throws SchemaRefusedException if the table cannot become a hypertable; nothing is changed then
   */
  void move() throws SQLException, SchemaRefusedException {
    if (!hasRows() && !RowsBack.areWaiting(statements, place)) {
      return;
    }
    Triggers.refuse(statements, place);
    String columns = RowsBack.columns(statements, place, SearchPath.BUILT_IN);
    RowsBack.refuseIncomparable(statements, place, columns);
    rehearse();
    statements.transaction(() -> makeWaitingTable(columns));
    movePages(columns);
    locks.waitingWithoutLimit("VACUUM " + readings);
    locks.untilFree(() -> statements.transaction(() -> moveTheRest(columns)));
  }

  private boolean hasRows() throws SQLException {
    return statements.holds("SELECT EXISTS (SELECT FROM ONLY %s)".formatted(readings));
  }

  /** Anything that prevents the adoption is found before a row is moved. */
  private void rehearse() throws SQLException {
    statements.rehearsal(
        () -> {
          lock("ACCESS EXCLUSIVE");
          statements.execute("TRUNCATE ONLY " + readings);
          for (String script : SCRIPTS) {
            statements.execute(
                Scripts.read(script)
                    .replace("${extension}", Identifiers.quoted(place.extension())));
          }
        });
  }

  private void lock(String mode) throws SQLException {
    statements.execute("LOCK TABLE ONLY %s IN %s MODE".formatted(readings, mode));
  }

  private void makeWaitingTable(String columns) throws SQLException {
    statements.execute(
        "CREATE TABLE IF NOT EXISTS %s AS SELECT %s FROM ONLY %s WITH NO DATA"
            .formatted(waiting, columns, readings));
    statements.execute(
        "CREATE INDEX IF NOT EXISTS %s ON %s (time)"
            .formatted(Identifiers.quoted(RowsBack.WAITING + "_time_idx"), waiting));
  }

  /**
   * Goes by physical position, so that no piece rereads pages that an earlier one emptied; then
   * moves pages added meanwhile, until less than a piece is left.
   */
  private void movePages(String columns) throws SQLException {
    long done = statements.number("SELECT count(*) FROM " + waiting);
    long total = done + statements.number("SELECT count(*) FROM ONLY " + readings);
    long page = 0;
    long pages = pages();
    do {
      for (; page < pages; page += size.pages()) {
        progress.at(WORK, done, Math.max(done, total), "rows");
        done += statements.update(move(pagesFrom(page), columns));
      }
      pages = pages();
    } while (pages - page >= size.pages());
    progress.at(WORK, done, Math.max(done, total), "rows");
  }

  private long pages() throws SQLException {
    return statements.number(
        "SELECT pg_relation_size(%s) / current_setting('block_size')::int"
            .formatted(place.literal(SearchPath.BUILT_IN)));
  }

  private String pagesFrom(long page) {
    return String.format(
        Locale.ROOT, " WHERE ctid >= '(%d,0)' AND ctid < '(%d,0)'", page, page + size.pages());
  }

  /** What others have inserted meanwhile. Readers wait only while the table is truncated. */
  private void moveTheRest(String columns) throws SQLException {
    lock("SHARE ROW EXCLUSIVE");
    statements.execute(move("", columns));
    lock("ACCESS EXCLUSIVE");
    statements.execute("TRUNCATE ONLY " + readings);
  }

  private String move(String where, String columns) {
    return "WITH moved AS (DELETE FROM ONLY %1$s%2$s RETURNING %3$s) INSERT INTO %4$s (%3$s) SELECT %3$s FROM moved"
        .formatted(readings, where, columns, waiting);
  }
}
