package io.geostream.demo.page;

import io.geostream.common.daemon.Faults;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Looks for new rows in the table, and reconnects after an outage. For one thread. */
final class TableWatch {

  /** Rows of one moment become visible in another order: partitions are written side by side. */
  private static final Duration OVERLAP = Duration.ofSeconds(2);

  private final Reconnecting reader;
  private Instant newest;

  TableWatch(Reconnecting reader, Instant since) {
    this.reader = reader;
    this.newest = since;
  }

  /**
   * A look.
   *
   * @param rows the newest
   * @param problem why the database does not answer; empty if it does
   */
  record Look(List<StationReading> rows, Optional<String> problem) {}

  /** Looks. */
  Look look() {
    try {
      List<StationReading> rows = reader.open().newest(newest.minus(OVERLAP));
      rows.stream()
          .mapToLong(StationReading::epochMicros)
          .max()
          .ifPresent(micros -> newest = later(newest, instant(micros)));
      return new Look(rows, Optional.empty());
    } catch (SQLException e) {
      reader.disconnect();
      return new Look(List.of(), Optional.of(Faults.oneLine(e)));
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(Duration.of(micros, ChronoUnit.MICROS));
  }
}
