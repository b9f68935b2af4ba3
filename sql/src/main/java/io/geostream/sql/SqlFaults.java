package io.geostream.sql;

import java.sql.SQLException;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Distinguishes an outage, which passes, from a refusal, which does not. */
final class SqlFaults {

  // Classes of SQLState for requests that are wrong or not allowed. All others (lost connections,
  // shutdown, a standby, out of memory or disk, locks, cancelled) pass.
  private static final Set<String> REFUSALS =
      Set.of("0A", "0L", "0P", "22", "23", "2B", "2F", "3B", "3F", "42", "44", "P0", "TS");

  // Other faults of class 55 pass, such as a lock that is not free; this one means that an object
  // is in the wrong state.
  private static final String WRONG_STATE = "55000";

  // Faults after which a migration is retried: lost connections, rollbacks that end a deadlock,
  // shutdown, a standby, no connection left.
  private static final Set<String> PASSING_CLASSES = Set.of("08", "40");
  private static final Set<String> PASSING = Set.of("25006", "53300", "57P01", "57P02", "57P03");

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private SqlFaults() {}

  /** Whether the wait for a lock has timed out. */
  static boolean isLocked(SQLException fault) {
    return LOCK_NOT_AVAILABLE.equals(fault.getSQLState());
  }

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
    return inOneLine(doing, fault);
  }

  /**
   * What an exception of Flyway's means; it hides the server's answer in its causes.
   *
   * @throws SQLException the server's, if it is an outage
   */
  static SchemaRefusedException refusal(String doing, FlywayException fault) throws SQLException {
    SQLException sql = cause(fault, SQLException.class);
    return sql != null ? refusal(doing, sql) : withoutState(doing, fault);
  }

  /**
   * What a failed statement of a migration means. Repeating it helps only where the server itself
   * was away or busy: no room on the disk, no memory for locks or an internal error are failures.
   *
   * @throws SQLException the same exception, if it is an outage or others hold a lock
   */
  static SchemaRefusedException failure(String doing, SQLException fault) throws SQLException {
    String state = fault.getSQLState();
    if (state == null
        || isLocked(fault)
        || PASSING.contains(state)
        || PASSING_CLASSES.contains(state.substring(0, Math.min(2, state.length())))) {
      throw fault;
    }
    return inOneLine(doing, fault);
  }

  /** The same of an exception of Flyway's. */
  static SchemaRefusedException failure(String doing, FlywayException fault) throws SQLException {
    SchemaRefusedException refusal = cause(fault, SchemaRefusedException.class);
    if (refusal != null) {
      return refusal;
    }
    SQLException sql = cause(fault, SQLException.class);
    return sql != null ? failure(doing, sql) : withoutState(doing, fault);
  }

  private static <T extends Throwable> @Nullable T cause(FlywayException fault, Class<T> type) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  private static SchemaRefusedException inOneLine(String doing, SQLException fault) {
    return new SchemaRefusedException(
        "%s failed: %s%s (SQLState %s)"
            .formatted(doing, firstLine(fault.getMessage()), more(fault), fault.getSQLState()),
        fault);
  }

  /** The details name the objects. */
  private static String more(SQLException fault) {
    ServerErrorMessage message =
        fault instanceof PSQLException server ? server.getServerErrorMessage() : null;
    return message == null ? "" : more(message.getDetail()) + more(message.getHint());
  }

  private static String more(@Nullable String text) {
    return text == null ? "" : "; " + firstLine(text);
  }

  private static SchemaRefusedException withoutState(String doing, FlywayException fault) {
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
