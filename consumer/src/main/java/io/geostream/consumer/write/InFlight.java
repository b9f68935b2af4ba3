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

  /** Notes that a transaction begins on the connection; closing the entry notes its end. */
  synchronized Entry enter(Connection connection) throws SQLException {
    PGConnection server = connection.unwrap(PGConnection.class);
    Entry entry = new Entry(connection, server, server.getBackendPID(), System.nanoTime());
    current = entry;
    return entry;
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
      entry.server.cancelQuery();
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
        entry.connection.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("the connection could not be cut", e);
      }
    }
  }

  private synchronized void leave(Entry entry) {
    if (current == entry) {
      current = null;
    }
  }

  /** One transaction under way. */
  public final class Entry implements AutoCloseable {
    private final Connection connection;
    private final PGConnection server;
    private final int backend;
    private final long sinceNanos;

    private Entry(Connection connection, PGConnection server, int backend, long sinceNanos) {
      this.connection = connection;
      this.server = server;
      this.backend = backend;
      this.sinceNanos = sinceNanos;
    }

    /** The process id of the server's backend. */
    public int backend() {
      return backend;
    }

    /** When it began, by {@link System#nanoTime()}. */
    public long sinceNanos() {
      return sinceNanos;
    }

    @Override
    public void close() {
      leave(this);
    }
  }
}
