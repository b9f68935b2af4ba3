package io.geostream.consumer.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The connection that a writer has at the moment, if it has one. For one thread. */
final class CurrentConnection {

  /** One that was idle for longer is tried first: it may have died meanwhile. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final int VALID_SECONDS = 2;

  /** Then it is replaced: backends collect what they know of tables. */
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  private final DataSource server;
  private final LongSupplier nanoTime;
  private @Nullable Connection current;
  private long openedNanos;
  private long usedNanos;
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
    if (last != null && isUsable(last)) {
      return last;
    }
    current = null;
    Connection opened = server.getConnection();
    opened.setAutoCommit(false); // asks the server nothing
    current = opened;
    openedNanos = nanoTime.getAsLong();
    return opened;
  }

  private boolean isUsable(Connection last) throws SQLException {
    long now = nanoTime.getAsLong();
    if (now - openedNanos > LIFETIME.toNanos()) {
      Connections.close(last);
      return false;
    }
    if (now - usedNanos <= IDLE.toNanos() || last.isValid(VALID_SECONDS)) {
      return true;
    }
    Connections.cut(last);
    return false;
  }

  /** Notes that it was used, and is to be used again. */
  void keep() {
    usedNanos = nanoTime.getAsLong();
  }

  /** The next one is another. */
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
