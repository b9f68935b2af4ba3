package io.geostream.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A Docker engine that does what a test wants: an HTTP server on a socket file that answers a ping
 * by itself, and everything else by its behaviour. Each answer ends its connection.
 */
final class FakeEngine implements AutoCloseable {
  private final Path socket;
  private final ServerSocketChannel listener;
  private final Behaviour behaviour;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private FakeEngine(Path socket, ServerSocketChannel listener, Behaviour behaviour) {
    this.socket = socket;
    this.listener = listener;
    this.behaviour = behaviour;
  }

  /** How it answers. */
  interface Behaviour {
    void answer(String request, String body, Answer answer)
        throws IOException, InterruptedException;
  }

  static FakeEngine start(Path folder, Behaviour behaviour) throws IOException {
    Path socket = folder.resolve("engine.sock");
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    FakeEngine engine = new FakeEngine(socket, listener, behaviour);
    daemon(engine::accept);
    return engine;
  }

  URI address() {
    return DockerEngine.socket(socket);
  }

  /** What it was asked, such as "POST /containers/create?name=x {…}", but for pings. */
  List<String> requests() {
    return requests;
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel client = listener.accept();
        daemon(() -> serve(client));
      } catch (ClosedChannelException end) {
        return;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(client), StandardCharsets.ISO_8859_1));
      String request = in.readLine().replaceFirst(" HTTP/.*", "");
      int length = 0;
      for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
        if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(header.replaceAll("\\D", ""));
        }
      }
      char[] body = new char[length];
      for (int read = 0; read < length; read += in.read(body, read, length - read)) {}
      Answer answer = new Answer(in, Channels.newOutputStream(client));
      if (request.endsWith("/_ping")) {
        answer.is(200, "OK");
      } else {
        requests.add(request + " " + new String(body));
        behaviour.answer(request, new String(body), answer);
      }
    } catch (IOException | InterruptedException hungUp) {
      // As a client may.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "fake-engine");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    closed.countDown();
  }

  /** One answer, to be given by one of its methods. */
  final class Answer {
    private final BufferedReader in;
    private final OutputStream out;

    private Answer(BufferedReader in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    /** A whole one. */
    void is(int status, String body) throws IOException {
      begin(status);
      line(body);
    }

    /** The start of one that goes on line by line. */
    void begin(int status) throws IOException {
      send(
          "HTTP/1.1 "
              + status
              + " x\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
    }

    void line(String line) throws IOException {
      send(line + "\r\n");
    }

    private void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** Waits until the client hangs up. */
    void awaitHangUp() throws IOException {
      in.skip(Long.MAX_VALUE);
    }

    /** Says nothing more until the engine is closed. */
    void hangs() throws InterruptedException {
      closed.await();
    }
  }
}
