package io.geostream.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Lets another thread abort long work on a connection. */
final class AbortableWork {

  private @Nullable Connection used;
  private boolean aborted;

  /** Closed when the work ends. */
  interface Running extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Begins work on a connection.
   *
   * @throws SQLException if all work has been aborted
   */
  synchronized Running run(Connection connection) throws SQLException {
    if (aborted) {
      throw new SQLNonTransientConnectionException("stopped", "08003");
    }
    used = connection;
    return this::end;
  }

  private synchronized void end() {
    used = null;
  }

  /** Aborts the running work, and refuses any later work. */
  synchronized void abort() {
    aborted = true;
    if (used != null) {
      try {
        used.abort(Runnable::run);
      } catch (SQLException e) {
        throw new IllegalStateException("a connection that cannot be aborted", e);
      }
    }
  }
}
