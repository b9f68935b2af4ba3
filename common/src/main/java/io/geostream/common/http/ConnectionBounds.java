package io.geostream.common.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Closes connections that last too long, and the oldest where there are too many. */
final class ConnectionBounds implements Connection.Listener {

  private final Scheduler scheduler;
  private final int most;
  private final Duration life;

  /** The oldest first, each with what will close it. */
  private final Map<Connection, Scheduler.Task> open = new LinkedHashMap<>();

  /**
   * @param most how many may be open
   * @param life how long each may be
   */
  ConnectionBounds(Scheduler scheduler, int most, Duration life) {
    this.scheduler = scheduler;
    this.most = most;
    this.life = life;
  }

  /** A connection that is a stream is bounded by the code that serves it. */
  static void exempt(ConnectionMetaData connection) {
    connection.getConnector().getBean(ConnectionBounds.class).onClosed(connection.getConnection());
  }

  @Override
  public void onOpened(Connection connection) {
    Connection tooMany = add(connection);
    if (tooMany != null) {
      tooMany.getEndPoint().close();
    }
  }

  private synchronized @Nullable Connection add(Connection connection) {
    Connection oldest = open.size() < most ? null : open.keySet().iterator().next();
    if (oldest != null) {
      onClosed(oldest);
    }
    open.put(
        connection,
        scheduler.schedule(
            connection.getEndPoint()::close, life.toMillis(), TimeUnit.MILLISECONDS));
    return oldest;
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    Scheduler.Task end = open.remove(connection);
    if (end != null) {
      end.cancel();
    }
  }
}
