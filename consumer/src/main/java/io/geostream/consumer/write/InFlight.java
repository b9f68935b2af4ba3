package io.geostream.consumer.write;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one transaction that a writer has under way, as other threads need to see it: to learn its
 * backend, and to cancel it.
 */
public final class InFlight {

  private static final Logger log = LoggerFactory.getLogger(InFlight.class);

  private @Nullable Entry current;

  /** Notes that a transaction begins on the connection; {@link #end} has to follow. */
  synchronized void begin(Connection connection) throws SQLException {
    PGConnection server = connection.unwrap(PGConnection.class);
    current = new Entry(connection, server, server.getBackendPID(), System.nanoTime());
  }

  /** The transaction under way, if there is one. */
  public synchronized @Nullable Entry current() {
    return current;
  }

  /**
   * Asks the server to cancel what is under way; its writer then gets an error. Does not wait for
   * that.
   *
   * @return whether there was something to cancel
   */
  public boolean cancel() {
    Entry entry = current();
    if (entry == null) {
      return false;
    }
    try {
      entry.server().cancelQuery();
    } catch (SQLException e) {
      log.debug("the server did not take the wish to cancel", e);
    }
    return true;
  }

  /** Cuts the connection of what is under way: for a server that does not answer. */
  public void abort() {
    Entry entry = current();
    if (entry != null) {
      try {
        entry.connection().abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("the connection could not be cut", e);
      }
    }
  }

  /** Notes that the transaction has ended, however it did. */
  synchronized void end() {
    current = null;
  }

  /**
   * One transaction under way.
   *
   * @param backend the process id of the server's backend
   * @param sinceNanos when it began, by {@link System#nanoTime()}
   */
  public record Entry(Connection connection, PGConnection server, int backend, long sinceNanos) {}
}
