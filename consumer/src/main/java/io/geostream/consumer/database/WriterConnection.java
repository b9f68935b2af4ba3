package io.geostream.consumer.database;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of a writer: opened on first use and again after a fault that broke it, closed
 * by {@link #close()}. No other worker ever uses it, so a cancel cannot hit another worker's
 * transaction; and it waits until a cancel has reached the server before the next transaction
 * begins, so one that comes late hits nothing.
 *
 * <p>{@link #transact}, {@link #progress} and {@link #close} are for the owning thread; the rest is
 * safe from any.
 */
public final class WriterConnection implements Transactor, WatchedConnection, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WriterConnection.class);

  /** What the driver says when a connection fails that was there, by a timeout too. */
  private static final String NO_ANSWER = "08006";

  /** A connection that was idle for longer is tried first: it may have died meanwhile. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final int VALID_SECONDS = 2;

  /** Then it is closed and opened again: backends collect what they know of tables. */
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  private static final Duration CANCEL = Duration.ofSeconds(3);

  private final DataSource server;
  private final LongSupplier nanoTime;

  // Of the owning thread; for others to read under the lock.
  private @Nullable Connection connection;
  private long openedNanos;
  private long usedNanos;

  // Under the lock.
  private @Nullable BusyBackend busy;
  private boolean isCancellable;
  private boolean isAborted;
  private @Nullable Thread cancelling;
  private boolean isClosed;

  /**
   * Connects to nothing yet.
   *
   * @param server gives a new connection each time
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public WriterConnection(DataSource server, LongSupplier nanoTime) {
    this.server = server;
    this.nanoTime = nanoTime;
  }

  /**
   * {@inheritDoc}
   *
   * <p>After {@link #abort()} the fault is an {@link SQLException} as of an answer that did not
   * come in time.
   *
   * @throws IllegalStateException if this is closed
   */
  @Override
  public <T> T transact(SqlWork<T> work) throws SQLException {
    Connection used = begin();
    boolean isUsable = false;
    try {
      T result = work.run(used);
      isUsable = true;
      return result;
    } catch (SQLException e) {
      isUsable = !ConnectionFaults.isLost(e);
      throw isAborted() ? noProgress(e) : e;
    } catch (RuntimeException e) {
      isUsable = true; // it is not the connection's
      if (isAborted()) {
        throw noProgress(e);
      }
      throw e;
    } finally { // after an error of the JVM the connection may be in the middle of a message
      end(used, isUsable);
    }
  }

  /** A statement has ended: what is under way gets on. */
  public synchronized void progress() {
    if (busy != null) {
      busy = busy.progressed(nanoTime.getAsLong());
    }
  }

  @Override
  public synchronized @Nullable BusyBackend busy() {
    return busy;
  }

  /**
   * Asks the server to cancel what is under way, if anything is; its work then gets an error. Does
   * not wait for either.
   */
  public synchronized void cancel() {
    Connection current = connection;
    if (current == null || !isCancellable || cancelling != null) {
      return;
    }
    cancelling = start(() -> cancel(current), "cancel");
  }

  private static void cancel(Connection connection) {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      log.debug("the server did not take the cancel request", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>For a server that does not answer or does not read. The work then gets an error, also while
   * it is blocked in sending.
   */
  @Override
  public void abort() {
    Connection current;
    synchronized (this) {
      current = busy == null ? null : connection;
      isAborted |= current != null;
    }
    if (current != null) {
      cut(current);
    }
  }

  private synchronized boolean isAborted() {
    return isAborted;
  }

  private static SQLException noProgress(Exception fault) {
    SQLException timeout =
        new SQLException(
            "the connection was cut: the transaction made no progress",
            NO_ANSWER,
            new SocketTimeoutException("no progress"));
    timeout.addSuppressed(fault);
    return timeout;
  }

  private Connection begin() throws SQLException {
    Connection used = open();
    int backend = used.unwrap(PGConnection.class).getBackendPID();
    long now = nanoTime.getAsLong();
    synchronized (this) {
      busy = new BusyBackend(backend, now, now);
      isCancellable = true;
    }
    return used;
  }

  private Connection open() throws SQLException {
    if (isClosed) {
      throw new IllegalStateException("the connection is closed for good");
    }
    Connection current = connection;
    if (current != null && isUsable(current)) {
      return current;
    }
    forget();
    Connection opened = server.getConnection();
    try {
      opened.setAutoCommit(false);
    } catch (SQLException e) {
      cut(opened);
      throw e;
    }
    openedNanos = nanoTime.getAsLong();
    synchronized (this) {
      connection = opened;
    }
    return opened;
  }

  private boolean isUsable(Connection current) throws SQLException {
    long now = nanoTime.getAsLong();
    if (now - openedNanos > LIFETIME.toNanos()) {
      close(current);
      return false;
    }
    if (now - usedNanos <= IDLE.toNanos() || current.isValid(VALID_SECONDS)) {
      return true;
    }
    cut(current);
    return false;
  }

  /** Leaves nothing open on the server, and no cancel under way. */
  private void end(Connection used, boolean isUsable) {
    boolean isIdle = awaitCancel() && isUsable && rollback(used);
    if (!isIdle) {
      cut(used);
    }
    synchronized (this) {
      if (!isIdle || isAborted) {
        connection = null;
      }
      busy = null;
      isAborted = false;
    }
    usedNanos = nanoTime.getAsLong();
  }

  /** Free if nothing is open, as after a commit. The driver collects warnings until told not to. */
  private static boolean rollback(Connection used) {
    try {
      used.rollback();
      used.clearWarnings();
      return true;
    } catch (SQLException | RuntimeException e) {
      log.debug("what was open is left to the server, which rolls it back", e);
      return false;
    }
  }

  /** Lets no cancel begin, and waits for one that has; false if that takes too long. */
  private boolean awaitCancel() {
    Thread cancel;
    synchronized (this) {
      isCancellable = false;
      cancel = cancelling;
      cancelling = null;
    }
    if (cancel == null) {
      return true;
    }
    try {
      cancel.join(CANCEL.toMillis());
      return !cancel.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized void forget() {
    connection = null;
  }

  /** Does not wait: with TLS, closing a socket sends a last message, which may block. */
  private static void cut(Connection connection) {
    try {
      connection.abort(command -> start(command, "cut"));
    } catch (SQLException e) {
      log.debug("the connection could not be cut", e);
    }
  }

  private static Thread start(Runnable command, String name) {
    Thread thread = new Thread(command, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() {
    isClosed = true;
    Connection last = connection;
    forget();
    if (last != null) {
      close(last);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("the server was not told of the end of the connection", e);
    }
  }
}
