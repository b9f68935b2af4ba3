package io.geostream.consumer.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request to cancel what a backend does, on its way to the server. The server answers once the
 * backend has been signalled.
 */
final class PendingCancel {

  private static final Logger log = LoggerFactory.getLogger(PendingCancel.class);

  /** Longer than the driver's own timeouts for it. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final Thread thread;

  private PendingCancel(Thread thread) {
    this.thread = thread;
  }

  /** Sends one, in a thread of its own. */
  static PendingCancel send(Connection connection) {
    return new PendingCancel(Connections.start(() -> request(connection), "cancel"));
  }

  private static void request(Connection connection) {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      log.debug("the server did not take the cancel request", e);
    }
  }

  /** Waits until none is on its way; false if that takes too long. */
  static boolean isOver(@Nullable PendingCancel cancel) {
    if (cancel == null) {
      return true;
    }
    try {
      cancel.thread.join(TIMEOUT.toMillis());
      return !cancel.thread.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
