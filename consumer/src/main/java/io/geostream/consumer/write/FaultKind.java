package io.geostream.consumer.write;

import io.geostream.common.daemon.Causes;
import io.geostream.common.kafka.KafkaFaults;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;

/**
 * How to handle a fault of a running consumer, decided once, by SQLState and exception type. At the
 * start, refused Kafka credentials mean a wrong setting; here they pass.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error
 *     codes</a>
 */
public enum FaultKind {
  /**
   * A server is away or busy: keep the batch, wait, try again. An outage is never taken for bad
   * data.
   */
  TRANSIENT,
  /** Too much at once: try again with half as much. */
  TOO_MUCH,
  /** The database refuses a row's data. */
  DATA,
  /** Waiting does not help: schema, rights, settings. May still be about some rows only. */
  FATAL;

  /** Of a connection that fails after the login, by a timeout too. */
  private static final String LOST = PSQLState.CONNECTION_FAILURE.getState();

  /**
   * A protocol violation: a row whose bytes do not fit its column, and the connection survives; or
   * a pooler without a server, which cuts the connection. The search for the row decides.
   */
  private static final String PROTOCOL_VIOLATION = PSQLState.PROTOCOL_VIOLATION.getState();

  /** The class of limits of the server: a row of an index that is too large, a stack too deep. */
  private static final String LIMITS = "54";

  /** The class of objects that are missing, of another kind, or not ours. */
  private static final String NAMES_OR_RIGHTS = "42";

  /**
   * The shape of the rows is wrong, not their values: bad binary representation, bad COPY format,
   * an unexpected NOT NULL.
   */
  private static final Set<String> SHAPE = Set.of("22P03", "22P04", "23502");

  /** Transient states of classes that are otherwise fatal or too much. */
  private static final Set<String> PASSING =
      Set.of(
          "53300", // too many connections: fewer rows would not help
          "42P07", // duplicate table: two backends made the same chunk
          "42710"); // duplicate object: likewise

  /** Classifies a fault by the first of its causes that is known. */
  public static FaultKind of(Throwable fault) {
    return Causes.of(fault)
        .flatMap(cause -> Stream.ofNullable(ofOne(cause)))
        .findFirst()
        .orElse(FATAL);
  }

  /**
   * The same for a fault of writing rows: without a message there is none to refuse, and what is
   * beyond a limit of the server with one message is that message's data.
   *
   * @param messages how many messages had rows to be written
   */
  public static FaultKind ofWriting(int messages, Throwable fault) {
    String state = stateOf(fault);
    if (messages == 0 && state.equals(PROTOCOL_VIOLATION)) {
      return TRANSIENT;
    }
    return messages == 1 && state.startsWith(LIMITS) ? DATA : of(fault);
  }

  /** The SQLState of the first cause that has one, else nothing. */
  private static String stateOf(Throwable fault) {
    return Causes.of(fault)
        .filter(SQLException.class::isInstance)
        .flatMap(cause -> Stream.ofNullable(((SQLException) cause).getSQLState()))
        .findFirst()
        .orElse("");
  }

  private static @Nullable FaultKind ofOne(Throwable fault) {
    if (fault instanceof SQLException sql) {
      if (LOST.equals(sql.getSQLState()) && sql.getCause() instanceof SocketTimeoutException) {
        return TOO_MUCH; // the server is away, or the batch takes longer than the timeout
      }
      return sql.getSQLState() == null ? ofStateless(sql) : ofState(sql.getSQLState());
    }
    if (KafkaFaults.isPassingOnceAccepted(fault) || fault instanceof IOException) {
      return TRANSIENT;
    }
    return fault instanceof ApiException
            || (fault instanceof KafkaException && fault.getCause() == null)
        ? FATAL
        : null;
  }

  /** The pool's own timeout has no SQLState, but usually a cause that has one. */
  private static @Nullable FaultKind ofStateless(SQLException fault) {
    return fault.getCause() instanceof SQLException ? null : TRANSIENT;
  }

  /** Whether the server refused the request, and is neither away nor busy. */
  public boolean isRefusal() {
    return this == DATA || this == FATAL;
  }

  /** Whether the named object is missing, of another kind, or not ours. */
  public static boolean isOfNamesOrRights(SQLException fault) {
    return fault.getSQLState() != null && fault.getSQLState().startsWith(NAMES_OR_RIGHTS);
  }

  static FaultKind ofState(String state) {
    if (PASSING.contains(state)) {
      return TRANSIENT;
    }
    if (SHAPE.contains(state)) {
      return FATAL;
    }
    if (state.equals(PROTOCOL_VIOLATION)) {
      return DATA;
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "22", "23" -> DATA;
      case "53", "54" -> TOO_MUCH;
      // connection, no data, transaction rollback, cursors and transaction states, read-only,
      // locks, system, internal
      case "08", "25", "40", "55", "58", "XX", "HV" -> TRANSIENT;
      case "57" -> state.equals("57014") ? TOO_MUCH : TRANSIENT;
      // rights, passwords, names, syntax, unsupported features and all that is not known
      default -> FATAL;
    };
  }
}
