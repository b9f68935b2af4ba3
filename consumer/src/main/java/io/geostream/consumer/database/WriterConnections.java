package io.geostream.consumer.database;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.PGProperty;

/** Makes the connections of this process's writers. Safe to use from any thread. */
public final class WriterConnections {

  private final LoginSource server;
  private final Backends backends;
  private final Duration socketTimeout;
  private final List<WriterConnection> made = new CopyOnWriteArrayList<>();

  /**
   * Connects to nothing yet.
   *
   * @param throughPooler whether a pooler in transaction mode may be in between
   * @param backends gets those of all connections made here
   */
  public WriterConnections(Login login, boolean throughPooler, Backends backends) {
    Properties properties = DatabasePool.writerProperties(login.address(), throughPooler);
    this.server = new LoginSource(login, properties);
    this.backends = backends;
    String seconds = PGProperty.SOCKET_TIMEOUT.getOrDefault(properties);
    this.socketTimeout = Duration.ofSeconds(seconds == null ? 0 : Long.parseLong(seconds));
  }

  /** The connection of one more writer. */
  public WriterConnection make() {
    WriterConnection connection = new WriterConnection(server, System::nanoTime);
    backends.add(connection::busy);
    made.add(connection);
    return connection;
  }

  /** All that were made. */
  public List<WriterConnection> all() {
    return List.copyOf(made);
  }

  /** The timeout of the server's answers; zero is no limit. */
  public Duration socketTimeout() {
    return socketTimeout;
  }
}
