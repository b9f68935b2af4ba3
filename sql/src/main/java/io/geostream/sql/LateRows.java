package io.geostream.sql;

import io.geostream.common.mapping.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Warns of rows that the consumer accepts although they are older than the table keeps rows: the
 * next run of its retention drops them.
 */
public final class LateRows {

  private LateRows() {}

  /**
   * The warnings about a hypertable's live policies, one line each; empty if there are none. Needs
   * no rights.
   *
   * @param report about the table; a plain one has no policies
   * @param maxAge the oldest row that the consumer takes; zero is no limit
   * @throws SQLException if the server does not answer
   */
  public static List<String> warnings(DataSource dataSource, SchemaReport report, Duration maxAge)
      throws SQLException {
    if (!report.hypertable()) {
      return List.of();
    }
    if (report.builtIn()) {
      return PolicyWindows.read(dataSource, report.schema()).warnings(maxAge);
    }
    TableName table = report.table();
    try (Connection connection = dataSource.getConnection()) {
      return Retention.kept(connection, table.schema().orElseThrow(), table.name())
          .flatMap(kept -> warning(table, kept, maxAge))
          .stream()
          .toList();
    }
  }

  /**
   * The warning about a retention that is known, if there is a reason for one.
   *
   * @param kept how long the table keeps rows
   * @param maxAge the oldest row that the consumer takes; zero is no limit
   */
  public static Optional<String> warning(TableName table, Duration kept, Duration maxAge) {
    if (!maxAge.isZero() && kept.compareTo(maxAge) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "%s keeps rows for %s, and max-age is %s: rows that come later are written and then dropped"
            .formatted(
                table,
                PolicyWindows.text(kept),
                maxAge.isZero() ? "without limit" : PolicyWindows.text(maxAge)));
  }
}
