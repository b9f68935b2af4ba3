package io.geostream.sql;

import io.geostream.common.mapping.Identifiers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Brings the history of an adopted table into the aggregates before the policies exist, which look
 * back 32 days only, and before retention drops what is older than a year. One day at a time: that
 * is the widest bucket, and a transaction then locks only the chunks of a day. After a crash the
 * next run continues with the unfinished day.
 *
 * <p>It begins with the first day of which an adopted retention has dropped nothing: for earlier
 * days an aggregate may hold more than the table. It ends before today, because a bucket that is
 * materialized while it fills shows later rows only after the next refresh.
 */
final class HistoryRefresh {

  static final String WORK = "refreshing the aggregates";

  /** One row: the day before which all is refreshed, counted from 1970-01-01 UTC. */
  private static final String STATE = "geostream_refreshed_history";

  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();

  private static final String CHUNKS =
      """
      SELECT floor(extract(epoch FROM greatest(range_start, '0001-01-01 00:00:00+00', %2$s)) / 86400)::bigint,
             ceil(extract(epoch FROM least(range_end, date_trunc('day', now(), 'UTC'))) / 86400)::bigint
        FROM timescaledb_information.chunks
       WHERE hypertable_schema = %1$s AND hypertable_name = 'geospatial_metrics'
         AND range_end > '0001-01-01 00:00:00+00' AND range_start < date_trunc('day', now(), 'UTC')
      """;

  private final Statements statements;
  private final Place place;
  private final MigrationProgress progress;
  private final String state;

  HistoryRefresh(Statements statements, Place place, MigrationProgress progress) {
    this.statements = statements;
    this.place = place;
    this.progress = progress;
    this.state = place.relation(STATE);
  }

  /** Whether a refresh has begun and not ended. */
  boolean isUnfinished() throws SQLException {
    return statements.exists(place, STATE);
  }

  /** Marks the history as not refreshed, also after a crash. */
  void begin() throws SQLException {
    statements.transaction(this::makeState);
  }

  /** Refreshes what is not refreshed yet. */
  void run() throws SQLException {
    NavigableSet<Long> days = days();
    if (days.isEmpty() && !isUnfinished()) {
      return;
    }
    begin();
    long done = days.headSet(statements.number("SELECT day FROM " + state)).size();
    for (long day : days.tailSet(statements.number("SELECT day FROM " + state))) {
      progress.at(WORK, done, days.size(), "days");
      refresh(day);
      done++;
    }
    statements.execute("DROP TABLE " + state);
  }

  /** The days before today that a chunk covers, and whose rows are all there. */
  private NavigableSet<Long> days() throws SQLException {
    NavigableSet<Long> days = new TreeSet<>();
    try (Statement statement = statements.connection().createStatement();
        ResultSet chunk =
            statement.executeQuery(
                CHUNKS.formatted(Identifiers.literal(place.schema()), Retention.limit(place)))) {
      while (chunk.next()) {
        LongStream.range(chunk.getLong(1), chunk.getLong(2)).forEach(days::add);
      }
    }
    return days;
  }

  private void makeState() throws SQLException {
    statements.execute("CREATE TABLE IF NOT EXISTS %s (day bigint NOT NULL)".formatted(state));
    statements.execute(
        String.format(
            Locale.ROOT,
            "INSERT INTO %1$s SELECT %2$d WHERE NOT EXISTS (SELECT FROM %1$s)",
            state,
            FIRST_DAY));
  }

  private void refresh(long day) throws SQLException {
    if (hasRows(day)) {
      refresh("hourly_metrics", day);
      refresh("daily_metrics", day);
    }
    statements.execute(String.format(Locale.ROOT, "UPDATE %s SET day = %d", state, day + 1));
  }

  /** A chunk may be wide, and most of its days empty. */
  private boolean hasRows(long day) throws SQLException {
    return statements.holds(
        "SELECT EXISTS (SELECT FROM %s WHERE time >= %s AND time < %s)"
            .formatted(place.relation(SearchPath.BUILT_IN), begin(day), begin(day + 1)));
  }

  /** Forced, because a killed refresh may have consumed the invalidation log. */
  private void refresh(String aggregate, long day) throws SQLException {
    statements.execute(
        "CALL %s(%s, %s, %s, force => true)"
            .formatted(
                place.function("refresh_continuous_aggregate"),
                place.literal(aggregate),
                begin(day),
                begin(day + 1)));
  }

  /** Immutable, so that TimescaleDB leaves out, and does not lock, the chunks of other days. */
  private static String begin(long day) {
    return String.format(Locale.ROOT, "to_timestamp(%d)", day * 86_400);
  }
}
