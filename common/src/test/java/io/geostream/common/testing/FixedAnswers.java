package io.geostream.common.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that answers the same to the first bytes of each client, and closes. */
public final class FixedAnswers implements AutoCloseable {

  private volatile byte[] answer;
  private final ServerSocket socket;

  /** On a free port of this machine. */
  public FixedAnswers(byte[] answer) throws IOException {
    this(answer, 0);
  }

  /** On a port of this machine. */
  public FixedAnswers(byte[] answer, int port) throws IOException {
    this.answer = answer.clone();
    socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "fixed-answers");
    thread.setDaemon(true);
    thread.start();
  }

  /** Answers something else from now on. */
  public void answersFromNowOn(byte[] other) {
    answer = other.clone();
  }

  private void serve() {
    byte[] question = new byte[4_096];
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        if (client.getInputStream().read(question) > 0) {
          client.getOutputStream().write(answer);
        }
      } catch (IOException e) {
        // The client has gone, or this is closed.
      }
    }
  }

  /** Where clients connect: {@code 127.0.0.1:port}. */
  public String address() {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
