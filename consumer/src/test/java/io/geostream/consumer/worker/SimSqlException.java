package io.geostream.consumer.worker;

import java.net.SocketTimeoutException;
import java.sql.SQLException;

/** A fault of the simulated database. Without a stack trace, as there are millions. */
final class SimSqlException extends SQLException {

  private static final long serialVersionUID = 1L;

  /** The server ends the session: it shuts down, or someone terminated the backend. */
  static final String TERMINATED = "57P01";

  /** There is no server to connect to. */
  static final String AWAY = "08001";

  /** A statement was cancelled. */
  static final String CANCELLED = "57014";

  /** The connection is lost. */
  static final String LOST = "08006";

  /** A deadlock, which was resolved at our expense. */
  static final String DEADLOCK = "40P01";

  /** The server is out of memory for this transaction. */
  static final String OUT_OF_MEMORY = "53200";

  /** A number that a column does not take. */
  static final String REFUSED = "22003";

  SimSqlException(String state) {
    super("simulated " + state, state);
  }

  /** There is no answer in time. */
  static SQLException timeout() {
    SQLException timeout = new SimSqlException(LOST);
    timeout.initCause(new NoStack());
    return timeout;
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  private static final class NoStack extends SocketTimeoutException {

    private static final long serialVersionUID = 1L;

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
