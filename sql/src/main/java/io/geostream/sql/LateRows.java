package io.geostream.sql;

import io.geostream.common.mapping.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Rows that the consumer takes although the table's retention drops them at its next run: those
 * that come later than rows are kept.
 */
public final class LateRows {

  private LateRows() {}

  /**
   * The warning about a hypertable's live policy, if there is a reason for one; needs no rights.
   *
   * @param table with its schema
   * @param maxAge the oldest row that the consumer takes; zero is no limit
   * @throws SQLException if the server does not answer
   */
  public static Optional<String> warning(DataSource dataSource, TableName table, Duration maxAge)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return Retention.kept(connection, table.schema().orElseThrow(), table.name())
          .flatMap(kept -> warning(table, kept, maxAge));
    }
  }

  /**
   * The same about a policy that is known.
   *
   * @param kept how long the table keeps rows
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
