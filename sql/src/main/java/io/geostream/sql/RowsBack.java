package io.geostream.sql;

import io.geostream.sql.MigrationProgress.Unit;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the rows that {@link RowsAside} set aside into the hypertable, in the order of their time,
 * so that a transaction makes few chunks. Each piece is one statement and one transaction; after a
 * crash the next run goes on with the rows that are still there.
 *
 * <p>Rows without a time in the years 1 to 9999 stay where they are, and so does their table.
 */
final class RowsBack {

  /** Where the rows wait. */
  static final String WAITING = "geostream_adopted_rows";

  static final String WORK = "moving the rows into the hypertable";

  private static final Logger LOG = LoggerFactory.getLogger(RowsBack.class);

  private static final String FIRST_TIME = "0001-01-01 00:00:00+00";
  private static final String AFTER_LAST_TIME = "10000-01-01 00:00:00+00";

  private final Statements statements;
  private final Place place;
  private final PieceSize size;
  private final MigrationProgress progress;
  private final String readings;
  private final String waiting;

  RowsBack(Statements statements, Place place, PieceSize size, MigrationProgress progress) {
    this.statements = statements;
    this.place = place;
    this.size = size;
    this.progress = progress;
    this.readings = place.relation("geospatial_metrics");
    this.waiting = place.relation(WAITING);
  }

  /** Moves the rows, if there are any. */
  void move() throws SQLException {
    if (!statements.holds("SELECT to_regclass(%s) IS NOT NULL".formatted(place.literal(WAITING)))) {
      return;
    }
    String columns = columns(statements, place, WAITING);
    long total = statements.number("SELECT count(*) FROM " + waiting);
    long done = 0;
    String time = firstTime(FIRST_TIME);
    while (time != null) {
      progress.at(WORK, done, total, Unit.ROWS);
      done += statements.update(piece(time, columns));
      time = firstTime(time);
    }
    finish(total - done);
  }

  /** The earliest time from the given one on. */
  private @Nullable String firstTime(String from) throws SQLException {
    return statements.value(
        "SELECT min(time)::text FROM %s WHERE time >= '%s' AND time < '%s'"
            .formatted(waiting, from, AFTER_LAST_TIME));
  }

  private String piece(String time, String columns) {
    return String.format(
        Locale.ROOT,
        """
    WITH moved AS (
      DELETE FROM %1$s
       WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s
                                WHERE time >= '%2$s' AND time < '%3$s'
                                  AND time < date_trunc('hour', '%2$s'::timestamptz, 'UTC') + INTERVAL '%4$d hours'
                                ORDER BY time
                                LIMIT %5$d))
      RETURNING %6$s)
    INSERT INTO %7$s (%6$s) OVERRIDING SYSTEM VALUE SELECT %6$s FROM moved ORDER BY time
    """,
        waiting,
        time,
        AFTER_LAST_TIME,
        size.hours(),
        size.rows(),
        columns,
        readings);
  }

  private void finish(long left) throws SQLException {
    if (left == 0) {
      statements.execute("DROP TABLE " + waiting);
    } else {
      LOG.warn("schema: {} of the adopted rows stay in {}", left, waiting);
    }
  }

  /** The columns of a table that can be written, for a list. */
  static String columns(Statements statements, Place place, String table) throws SQLException {
    return Objects.requireNonNull(
        statements.value(
            """
            SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
              FROM pg_attribute
             WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            """
                .formatted(place.literal(table))));
  }
}
