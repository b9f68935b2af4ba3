package io.geostream.demo.page;

import io.geostream.common.daemon.Faults;
import io.geostream.stack.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the table once in a while, and connects anew after an outage. For one thread.
 *
 * <p>Rows are counted, not estimated: the page is to agree with the table. As that takes longer
 * with each million, it is done the less often the longer it takes ({@link Pause}).
 */
final class TableWatch implements AutoCloseable {

  /** Rows of one moment become visible in another order: partitions are written side by side. */
  private static final Duration OVERLAP = Duration.ofSeconds(2);

  private final Database database;
  private final Instant since;
  private @Nullable TableReader reader;
  private Instant newest;
  private TableFacts facts = TableFacts.UNKNOWN;
  private final Pause counting = new Pause(Duration.ofSeconds(1));
  private final Pause measuring = new Pause(Duration.ofSeconds(5));

  TableWatch(Database database, Instant since) {
    this.database = database;
    this.since = since;
    this.newest = since;
  }

  /**
   * A look.
   *
   * @param rows the newest
   * @param facts the last that are known
   * @param problem why the database does not answer; empty if it does
   */
  record Look(List<StationReading> rows, TableFacts facts, Optional<String> problem) {}

  /** Looks. */
  Look look() {
    try {
      TableReader open = open();
      List<StationReading> rows = open.newest(newest.minus(OVERLAP));
      rows.stream()
          .mapToLong(StationReading::epochMicros)
          .max()
          .ifPresent(micros -> newest = later(newest, instant(micros)));
      counting.runIfDue(() -> facts = facts.withRows(open.rows(since), System.currentTimeMillis()));
      measuring.runIfDue(() -> facts = open.measured(facts));
      return new Look(rows, facts, Optional.empty());
    } catch (SQLException e) {
      disconnect();
      return new Look(List.of(), facts, Optional.of(Faults.oneLine(e)));
    }
  }

  private TableReader open() throws SQLException {
    TableReader open = reader;
    if (open == null) {
      open = TableReader.open(database);
      reader = open;
    }
    return open;
  }

  private void disconnect() {
    try {
      close();
    } catch (SQLException alreadyBroken) {
      reader = null;
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(Duration.of(micros, ChronoUnit.MICROS));
  }

  @Override
  public void close() throws SQLException {
    TableReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }
}
