package io.geostream.sql;

import java.sql.SQLException;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Tells an outage, which passes, from a refusal, which does not. */
final class SqlFaults {

  // Classes of SQLState by which the server says that what was asked for is wrong or not allowed.
  // All others (lost
  // connections, shutdown, a standby, out of memory or disk, locks, cancelled) come and go.
  private static final Set<String> REFUSALS =
      Set.of("0A", "0L", "0P", "22", "23", "2B", "2F", "3B", "3F", "42", "44", "P0", "TS");

  // Its class comes and goes (a lock that is not free), but this one says that an object is in the
  // wrong state.
  private static final String WRONG_STATE = "55000";

  private SqlFaults() {}

  /**
   * What a failed statement means.
   *
   * @param doing what was being done, for the message
   * @return the refusal, if it is one
   * @throws SQLException the same exception, if it is an outage
   */
  static SchemaRefusedException refusal(String doing, SQLException fault) throws SQLException {
    String state = fault.getSQLState();
    if (!isRefusal(state)) {
      throw fault;
    }
    return new SchemaRefusedException(
        "%s failed: %s (SQLState %s)".formatted(doing, firstLine(fault.getMessage()), state),
        fault);
  }

  /**
   * What an exception of Flyway's means; it hides the server's answer in its causes.
   *
   * @throws SQLException the server's, if it is an outage
   */
  static SchemaRefusedException refusal(String doing, FlywayException fault) throws SQLException {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return refusal(doing, sql);
      }
    }
    return new SchemaRefusedException(
        "%s failed: %s".formatted(doing, firstLine(fault.getMessage())), fault);
  }

  private static boolean isRefusal(@Nullable String state) {
    return state != null
        && state.length() == 5
        && (REFUSALS.contains(state.substring(0, 2)) || state.equals(WRONG_STATE));
  }

  private static String firstLine(@Nullable String message) {
    if (message == null) {
      return "no reason given";
    }
    return message.strip().lines().findFirst().orElse("no reason given").strip();
  }
}
