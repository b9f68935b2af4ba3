package io.geostream.sql;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the rows that {@link RowsAside} set aside into the hypertable, in the order of their time,
 * so that a transaction makes few chunks. Each piece is one statement and one transaction; after a
 * crash the next run continues with the rows that are still there.
 *
 * <p>Rows without a time in the years 1 to 9999 stay where they are, and so does their table. Rows
 * that a unique index refuses go into a table of their own.
 */
final class RowsBack {

  /** Where the rows wait. */
  static final String WAITING = "geostream_adopted_rows";

  /** Where rows stay that are not unique. */
  static final String REFUSED = "geostream_refused_rows";

  static final String WORK = "moving the rows into the hypertable";

  private static final Logger LOG = LoggerFactory.getLogger(RowsBack.class);

  private static final String UNIQUE =
      "SELECT EXISTS (SELECT FROM pg_index WHERE indrelid = %s::regclass AND (indisunique OR indisexclusion))";

  private static final String FIRST_TIME = "0001-01-01 00:00:00+00";
  private static final String AFTER_LAST_TIME = "10000-01-01 00:00:00+00";

  private final Statements statements;
  private final Place place;
  private final PieceSize size;
  private final MigrationProgress progress;
  private final String readings;
  private final String waiting;
  private final String refused;

  RowsBack(Statements statements, Place place, PieceSize size, MigrationProgress progress) {
    this.statements = statements;
    this.place = place;
    this.size = size;
    this.progress = progress;
    this.readings = place.relation(SearchPath.BUILT_IN);
    this.waiting = place.relation(WAITING);
    this.refused = place.relation(REFUSED);
  }

  /** Whether there is a table of rows that were set aside. */
  static boolean areWaiting(Statements statements, Place place) throws SQLException {
    return statements.exists(place, WAITING);
  }

  /** Whether there are rows that can be moved. */
  boolean haveRows() throws SQLException {
    return areWaiting(statements, place) && firstTime(FIRST_TIME) != null;
  }

  /**
   * Moves the rows, if there are any.
   *
   * @throws SchemaRefusedException if a trigger would run for each of them
   */
  void move() throws SQLException, SchemaRefusedException {
    if (!areWaiting(statements, place)) {
      return;
    }
    Triggers.refuse(statements, place);
    String columns = columns(statements, place, WAITING);
    boolean unique = hasUniqueIndex(statements, place);
    if (unique) {
      statements.execute(
          "CREATE TABLE IF NOT EXISTS %s AS SELECT %s FROM %s WITH NO DATA"
              .formatted(refused, columns, waiting));
    }
    long total = count(waiting);
    long done = 0;
    String time = firstTime(FIRST_TIME);
    while (time != null) {
      progress.at(WORK, done, Math.max(done, total), "rows");
      done += statements.number(piece(time, columns, unique));
      time = firstTime(time);
    }
    finish(WAITING, "have no time in the years 1 to 9999");
    finish(REFUSED, "were refused by a unique index of geospatial_metrics");
  }

  private long count(String relation) throws SQLException {
    return statements.number("SELECT count(*) FROM " + relation);
  }

  /** The earliest time from the given one on. */
  private @Nullable String firstTime(String from) throws SQLException {
    return statements.value(
        "SELECT min(time)::text FROM %s WHERE time >= '%s' AND time < '%s'"
            .formatted(waiting, from, AFTER_LAST_TIME));
  }

  private String piece(String time, String columns, boolean unique) {
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
      RETURNING %6$s),
    inserted AS (
      INSERT INTO %7$s (%6$s) OVERRIDING SYSTEM VALUE SELECT %6$s FROM moved ORDER BY time
      %8$s)
    SELECT count(*) FROM moved
    """,
        waiting,
        time,
        AFTER_LAST_TIME,
        size.hours(),
        size.rows(),
        columns,
        readings,
        unique ? keepingRefused(columns) : "");
  }

  /** A duplicate row must neither end the migration nor get lost. */
  private String keepingRefused(String columns) {
    return """
        ON CONFLICT DO NOTHING RETURNING %1$s),
        refused AS (
          INSERT INTO %2$s (%1$s) SELECT %1$s FROM moved EXCEPT ALL SELECT %1$s FROM inserted
        """
        .formatted(columns, refused);
  }

  private void finish(String table, String because) throws SQLException {
    if (!statements.exists(place, table)) {
      return;
    }
    long left = count(place.relation(table));
    if (left == 0) {
      statements.execute("DROP TABLE " + place.relation(table));
    } else {
      LOG.warn("schema: {} of the adopted rows stay in {}: they {}", left, table, because);
    }
  }

  /**
   * Checks, before a row is moved, that rows which a unique index refuses could be identified.
   *
   * @throws SchemaRefusedException if there is a unique index, and a column without equality
   */
  static void refuseIncomparable(Statements statements, Place place, String columns)
      throws SQLException, SchemaRefusedException {
    if (!hasUniqueIndex(statements, place)) {
      return;
    }
    String noRow =
        "SELECT %s FROM ONLY %s WHERE false"
            .formatted(columns, place.relation(SearchPath.BUILT_IN));
    try {
      statements.execute(noRow + " EXCEPT ALL " + noRow);
    } catch (SQLException e) {
      throw SqlFaults.failure(
          "comparing rows of geospatial_metrics, which its unique index asks for (drop the index until the migration is done, or change the column's type, such as json to jsonb)",
          e);
    }
  }

  private static boolean hasUniqueIndex(Statements statements, Place place) throws SQLException {
    return statements.holds(UNIQUE.formatted(place.literal(SearchPath.BUILT_IN)));
  }

  /** A list of a table's columns that can be written; generated columns are computed again. */
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
