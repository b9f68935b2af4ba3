package io.geostream.common.http;

import io.geostream.common.settings.SettingException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/** Takes the address that the settings name. */
public final class Listening {

  /** The setting of the port, as messages name it. */
  public static final String PORT = "--http-port (HTTP_PORT)";

  private static final String HOST = "--http-host (HTTP_HOST)";

  /** Connections that the system may keep until they are accepted; it has a maximum of its own. */
  private static final int BACKLOG = 1_024;

  private Listening() {}

  /**
   * A socket that holds the address; nothing is accepted yet.
   *
   * @param port 0 for any free one
   * @throws BindException if the port cannot be had
   * @throws SettingException if the host is not an address that can be listened on
   */
  public static ServerSocketChannel on(String host, int port) throws BindException {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (isOfAnotherMachine(address)) {
        throw new UnknownHostException(host);
      }
      return bound(new InetSocketAddress(address, port));
    } catch (UnknownHostException e) {
      throw new SettingException(HOST, "'" + host + "' is not an address of this machine");
    } catch (BindException e) {
      throw e;
    } catch (IOException e) {
      throw new SettingException(HOST, "cannot listen on " + host + ":" + port + ": " + e);
    }
  }

  private static ServerSocketChannel bound(InetSocketAddress address) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      return socket.bind(address, BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static boolean isOfAnotherMachine(InetAddress address) throws SocketException {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && NetworkInterface.getByInetAddress(address) == null;
  }
}
