package io.geostream.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Lets another thread end work on a connection that may take long. */
final class AbortableWork {

  private @Nullable Connection used;
  private boolean aborted;

  /** Ends with the work. */
  interface Running extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Work on a connection begins.
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

  /** Ends the running work, and lets none begin. */
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
