package io.geostream.consumer.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Passes PostgreSQL's protocol on, with TLS on the client's side if asked to, until it stalls. */
final class StallingProxy implements AutoCloseable {

  private static final int SSL_REQUEST_BYTES = 8;

  private final ServerSocket listening;
  private final InetSocketAddress server;
  private final @Nullable SSLContext tls;
  private final List<Link> links = new CopyOnWriteArrayList<>();

  StallingProxy(InetSocketAddress server, @Nullable SSLContext tls) throws IOException {
    this.server = server;
    this.tls = tls;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** From now on nothing is read from the clients that are connected; new ones are served. */
  void stall() {
    links.forEach(link -> link.isStalled = true);
  }

  private void accept() throws IOException {
    while (!listening.isClosed()) {
      Socket client = listening.accept();
      Link link = new Link(tls == null ? client : secured(client, tls), new Socket());
      link.server.connect(server);
      links.add(link);
      start(link::up);
      start(link::down);
    }
  }

  private static Socket secured(Socket client, SSLContext tls) throws IOException {
    client.getInputStream().readNBytes(SSL_REQUEST_BYTES);
    client.getOutputStream().write('S');
    SSLSocket secured =
        (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
    secured.setUseClientMode(false);
    return secured;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Link link : links) {
      link.closed.countDown();
      link.server.close();
      link.client.close();
    }
  }

  private static final class Link {
    private final Socket client;
    private final Socket server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean isStalled;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void up() throws IOException, InterruptedException {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      byte[] buffer = new byte[8_192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        if (isStalled) {
          closed.await();
          return;
        }
      }
      server.close();
    }

    void down() throws IOException {
      server.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** Its end by a closed socket is as good as any. */
  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException e) {
                // a socket was closed
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
