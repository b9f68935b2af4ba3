package io.geostream.common.http;

import com.sun.net.httpserver.HttpServer;
import io.geostream.common.settings.SettingException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Takes the address that the settings name. */
public final class Listening {

  /** The setting of the port, as messages name it. */
  public static final String PORT = "--http-port (HTTP_PORT)";

  private static final String HOST = "--http-host (HTTP_HOST)";

  private Listening() {}

  /**
   * A server that holds the address and does not answer yet.
   *
   * @param port 0 for any free one
   * @throws BindException if the port cannot be had
   * @throws SettingException if the host is not an address that can be listened on
   */
  public static HttpServer on(String host, int port) throws BindException {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (isOfAnotherMachine(address)) {
        throw new UnknownHostException(host);
      }
      return HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (UnknownHostException e) {
      throw new SettingException(HOST, "'" + host + "' is not an address of this machine");
    } catch (BindException e) {
      throw e;
    } catch (IOException e) {
      throw new SettingException(HOST, "cannot listen on " + host + ":" + port + ": " + e);
    }
  }

  private static boolean isOfAnotherMachine(InetAddress address) throws SocketException {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && NetworkInterface.getByInetAddress(address) == null;
  }
}
