package io.geostream.common.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** HTTP clients that connect and then hold the server up. */
public final class StalledClients implements AutoCloseable {

  /** How they do it. */
  public enum How {
    SILENT(""),
    HALF_A_REQUEST("GET /metrics HTTP/1.1\r\nHost: "),
    HALF_A_BODY(
        "POST /actions/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nhalf"),
    NOT_READING("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n");

    private final String request;

    How(String request) {
      this.request = request;
    }
  }

  private static final int SMALL = 1_024;

  private final List<Socket> clients = new ArrayList<>();

  /**
   * Connects them to a port of this machine.
   *
   * @param path what those who do not read ask for; it should be large
   */
  public StalledClients(int number, How how, int port, String path) throws IOException {
    for (int i = 0; i < number; i++) {
      Socket client = new Socket();
      client.setReceiveBufferSize(SMALL);
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      clients.add(client);
      try {
        client
            .getOutputStream()
            .write(how.request.formatted(path).getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The server may close it as early as this.
      }
    }
  }

  /** How many have connected. */
  public int count() {
    return clients.size();
  }

  @Override
  public void close() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }
}
