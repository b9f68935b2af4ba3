package io.geostream.demo.page;

import com.sun.net.httpserver.HttpServer;
import io.geostream.common.settings.SettingException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Takes the address that the settings name. */
final class Listening {

  private static final String HOST = "--http-host (HTTP_HOST)";
  private static final String PORT = "--http-port (HTTP_PORT)";

  private Listening() {}

  /**
   * A server that holds the address and does not answer yet.
   *
   * @param port 0 for any free one
   * @throws SettingException if the address cannot be listened on
   */
  static HttpServer on(String host, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
    } catch (UnknownHostException e) {
      throw new SettingException(HOST, "'" + host + "' is not an address of this machine");
    } catch (BindException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("assign")) {
        throw new SettingException(HOST, "'" + host + "' is not an address of this machine");
      }
      throw new SettingException(
          PORT, "cannot listen on " + host + ":" + port + ": " + message + "; 0 picks a free one");
    } catch (IOException e) {
      throw new SettingException(HOST, "cannot listen on " + host + ":" + port + ": " + e);
    }
  }
}
