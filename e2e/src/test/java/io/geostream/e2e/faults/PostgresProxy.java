package io.geostream.e2e.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy in front of a PostgreSQL server that knows where a message begins and ends, so that
 * it can cut or hold a connection at an exact point of the conversation.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">PostgreSQL's
 *     message formats</a>
 */
final class PostgresProxy implements AutoCloseable {

  private static final int SMALL_BUFFER = 4_096;

  private final InetSocketAddress server;
  private final String parameters;
  private final ServerSocket listener;
  private final ProxyFaults faults = new ProxyFaults();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

  private PostgresProxy(InetSocketAddress server, String parameters, ServerSocket listener) {
    this.server = server;
    this.parameters = parameters;
    this.listener = listener;
  }

  /** In front of the server of this JDBC address, on a free port of 127.0.0.1. */
  static PostgresProxy inFrontOf(String jdbcUrl) {
    return inFrontOf(jdbcUrl, OptionalInt.empty());
  }

  /** The same with receive buffers so small that a client soon notices when nothing is read. */
  static PostgresProxy withSmallBuffers(String jdbcUrl) {
    return inFrontOf(jdbcUrl, OptionalInt.of(SMALL_BUFFER));
  }

  private static PostgresProxy inFrontOf(String jdbcUrl, OptionalInt receiveBuffer) {
    URI address = URI.create(jdbcUrl.substring("jdbc:".length()));
    try {
      ServerSocket listener = new ServerSocket();
      if (receiveBuffer.isPresent()) {
        listener.setReceiveBufferSize(receiveBuffer.getAsInt()); // the accepted sockets inherit it
      }
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      PostgresProxy proxy =
          new PostgresProxy(
              new InetSocketAddress(address.getHost(), address.getPort()),
              address.getPath(),
              listener);
      ProxiedConnection.thread("proxy-accept", proxy::accept).start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same database by way of this proxy. */
  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + listener.getLocalPort() + parameters;
  }

  /** What can be done to the connections. */
  ProxyFaults faults() {
    return faults;
  }

  /**
   * Cuts all connections at once, wherever they are; new ones are let through.
   *
   * @return how many there were
   */
  int cut() {
    List<ProxiedConnection> all = List.copyOf(connections);
    all.forEach(ProxiedConnection::close);
    return all.size();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      faults.release();
      cut();
    }
  }

  private void accept() {
    try {
      while (true) {
        connect(listener.accept());
      }
    } catch (IOException closed) {
      cut(); // a client that came at the last moment, too
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket backend = new Socket(server.getAddress(), server.getPort());
      ProxiedConnection connection =
          new ProxiedConnection(client, backend, faults, connections::remove);
      connections.add(connection);
      connection.start();
    } catch (ConnectException refused) {
      client.close(); // as the client sees it: no server is there
    }
  }
}
