package io.geostream.consumer.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that notice within a minute that the other machine is gone, while the wait for an answer
 * has no limit; by default the operating system takes two hours. They can also be closed while
 * another thread is blocked in sending: otherwise TLS waits for that thread. Public with a public
 * constructor because the driver makes it by name.
 */
public final class KeepAliveSockets extends SocketFactory {

  static final int IDLE_SECONDS = 30;
  static final int INTERVAL_SECONDS = 10;
  static final int PROBES = 3;
  static final int LINGER_SECONDS = 1;

  /** Called by the driver. */
  public KeepAliveSockets() {}

  /** What the driver calls; it connects by itself. */
  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
    set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
    set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    socket.setOption(StandardSocketOptions.SO_LINGER, LINGER_SECONDS);
    return socket;
  }

  /** Not all operating systems have it. */
  private static void set(Socket socket, SocketOption<Integer> option, int value)
      throws IOException {
    if (socket.supportedOptions().contains(option)) {
      socket.setOption(option, value);
    }
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  private Socket connected(InetSocketAddress address, @Nullable InetSocketAddress local)
      throws IOException {
    Socket socket = createSocket();
    socket.bind(local);
    socket.connect(address);
    return socket;
  }
}
