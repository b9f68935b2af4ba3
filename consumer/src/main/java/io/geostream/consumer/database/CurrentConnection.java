package io.geostream.consumer.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The connection that a writer has at the moment, if it has one. For one thread. */
final class CurrentConnection {

  /** Backends accumulate caches about tables. */
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  private final DataSource server;
  private final LongSupplier nanoTime;
  private @Nullable Connection current;
  private long openedNanos;
  private boolean isClosed;

  CurrentConnection(DataSource server, LongSupplier nanoTime) {
    this.server = server;
    this.nanoTime = nanoTime;
  }

  /**
   * One that can be used, with autocommit off.
   *
   * @throws IllegalStateException if this is closed
   */
  Connection open() throws SQLException {
    if (isClosed) {
      throw new IllegalStateException("the connection is closed for good");
    }
    Connection last = current;
    if (last != null) {
      return last;
    }
    Connection opened = server.getConnection();
    opened.setAutoCommit(false); // asks the server nothing
    current = opened;
    openedNanos = nanoTime.getAsLong();
    return opened;
  }

  /** Closes one that is half an hour old; says whether it was. */
  boolean retire() {
    Connection last = current;
    if (last == null || nanoTime.getAsLong() - openedNanos <= LIFETIME.toNanos()) {
      return false;
    }
    current = null;
    Connections.close(last);
    return true;
  }

  /** The next call opens another. */
  void forget() {
    current = null;
  }

  /** Closes it; no other is opened. */
  void close() {
    isClosed = true;
    if (current != null) {
      Connections.close(current);
      current = null;
    }
  }
}
