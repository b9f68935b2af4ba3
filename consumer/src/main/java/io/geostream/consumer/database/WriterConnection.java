package io.geostream.consumer.database;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLState;

/**
 * The one connection of a writer: opened on first use and again after a fault that broke it, closed
 * by {@link #close()}. It is never replaced without a fault that the writer sees, or {@link
 * #retire}. No other worker ever uses it, so a cancel cannot hit another worker's transaction; and
 * it waits until a cancel has reached the server before the next transaction begins, so one that
 * comes late hits nothing.
 *
 * <p>{@link #transact}, {@link #progress}, {@link #retire} and {@link #close} are for the owning
 * thread; the rest is safe from any.
 */
public final class WriterConnection implements Transactor, WatchedConnection, AutoCloseable {

  /** As of a connection that fails after the login, by a timeout too. */
  private static final String LOST = PSQLState.CONNECTION_FAILURE.getState();

  private final CurrentConnection connection;
  private final LongSupplier nanoTime;

  // Under the lock.
  private @Nullable Connection used;
  private @Nullable BusyBackend busy;
  private @Nullable PendingCancel cancel;
  private boolean isCancellable;
  private boolean isAborted;
  private long completed;

  /**
   * Connects to nothing yet.
   *
   * @param server gives a new connection each time
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public WriterConnection(DataSource server, LongSupplier nanoTime) {
    this.connection = new CurrentConnection(server, nanoTime);
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
    Connection opened = connection.open();
    begin(opened);
    boolean isUsable = false; // after an error of the JVM it may be in the middle of a message
    boolean isKept;
    T result;
    try {
      result = work.run(opened);
      isUsable = true;
      complete();
    } catch (SQLException e) {
      isUsable = !Connections.isLost(e);
      throw isAborted() ? noProgress(e) : e;
    } catch (RuntimeException e) {
      isUsable = true; // it is not the connection's
      if (isAborted()) {
        throw noProgress(e);
      }
      throw e;
    } finally {
      isKept = end(opened, isUsable);
    }
    if (!isKept) {
      throw new SQLException("the connection was lost after the transaction", LOST);
    }
    return result;
  }

  private void begin(Connection opened) throws SQLException {
    int backend = opened.unwrap(PGConnection.class).getBackendPID();
    long now = nanoTime.getAsLong();
    synchronized (this) {
      used = opened;
      busy = new BusyBackend(backend, now, now);
      isCancellable = true;
    }
  }

  private synchronized void complete() {
    completed++;
  }

  /** Leaves nothing open on the server, and no cancel on its way there; says if it is kept. */
  private boolean end(Connection opened, boolean isUsable) {
    boolean isIdle = PendingCancel.isOver(takeCancel()) && isUsable && Connections.rollback(opened);
    if (!isIdle) {
      Connections.cut(opened);
    }
    synchronized (this) {
      boolean isKept = isIdle && !isAborted;
      if (!isKept) {
        connection.forget();
      }
      used = null;
      busy = null;
      isAborted = false;
      return isKept;
    }
  }

  private synchronized @Nullable PendingCancel takeCancel() {
    PendingCancel last = cancel;
    cancel = null;
    isCancellable = false;
    return last;
  }

  /**
   * Closes a connection that is half an hour old; the next transaction opens another. What was read
   * or written on the old one is to be compared again then.
   *
   * @return whether it was closed
   */
  public boolean retire() {
    return connection.retire();
  }

  /** A statement has ended, or the server took a part of it: the transaction makes progress. */
  public synchronized void progress() {
    if (busy != null) {
      busy = busy.progressed(nanoTime.getAsLong());
    }
  }

  @Override
  public synchronized @Nullable BusyBackend busy() {
    return busy;
  }

  @Override
  public synchronized long completed() {
    return completed;
  }

  /**
   * Asks the server to cancel what is under way, if anything is; its work then gets an error. Does
   * not wait for either.
   */
  public synchronized void cancel() {
    if (used != null && isCancellable && cancel == null) {
      cancel = PendingCancel.send(used);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>For a server that does not answer or does not read. The work then gets an error, also while
   * it is blocked in sending.
   */
  @Override
  public synchronized void abort(BusyBackend stalled) {
    if (busy != null && busy.sinceNanos() == stalled.sinceNanos()) {
      abort();
    }
  }

  /** Cuts the connection if anything is under way, which then gets an error. Does not wait. */
  public synchronized void abort() {
    if (used != null) {
      isAborted = true;
      Connections.cut(used);
    }
  }

  private synchronized boolean isAborted() {
    return isAborted;
  }

  private static SQLException noProgress(Exception fault) {
    SQLException timeout =
        new SQLException(
            "the connection was cut: the transaction made no progress",
            LOST,
            new SocketTimeoutException("no progress"));
    timeout.addSuppressed(fault);
    return timeout;
  }

  @Override
  public void close() {
    connection.close();
  }
}
