package io.geostream.common.http;

import io.geostream.common.daemon.DaemonThreads;
import io.geostream.common.daemon.Faults;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server that clients cannot hold up: a connection is one request, lasts at most {@link
 * #LIFE}, and takes no thread while its client is silent or does not read. Of more than {@link
 * #MOST} connections the oldest is closed, so that a new one is always answered.
 */
public final class WebServer implements AutoCloseable {

  /** The longest from a connection's first byte to the answer's last; streams apart. */
  public static final Duration LIFE = Duration.ofSeconds(10);

  /** The most connections at a time; streams apart. */
  public static final int MOST = 64;

  private static final Logger log = LoggerFactory.getLogger(WebServer.class);

  /** For the selector, and for answers that are being made. */
  private static final int THREADS = 8;

  private static final int IDLE_MILLIS = 60_000;
  private static final int STOP_MILLIS = 200;

  private final Server server;
  private final ServerConnector connector;

  /** Answers requests; called from several threads. */
  public interface Answering {

    /**
     * Answers one.
     *
     * @throws IOException if the client has gone
     */
    void answer(Exchange exchange) throws IOException;
  }

  private WebServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Accepts connections and answers.
   *
   * @param listening taken over
   * @param streams how many answers may be streams at a time; each has a thread
   */
  public static WebServer start(ServerSocketChannel listening, int streams, Answering answering) {
    return start(listening, streams, LIFE, answering);
  }

  static WebServer start(
      ServerSocketChannel listening, int streams, Duration life, Answering answering) {
    Server server = new Server(threads(THREADS + streams));
    server.setHandler(new Guarded(answering));
    ServerConnector connector = connector(server, life);
    server.addConnector(connector);
    try {
      connector.open(listening);
      server.start();
    } catch (Exception e) { // required by Jetty's interface; none is expected
      throw new IllegalStateException("the HTTP server does not start", e);
    }
    return new WebServer(server, connector);
  }

  private static QueuedThreadPool threads(int most) {
    QueuedThreadPool threads = new HttpThreads(most, IDLE_MILLIS);
    threads.setName("http");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setStopTimeout(STOP_MILLIS);
    return threads;
  }

  private static ServerConnector connector(Server server, Duration life) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setPersistentConnectionsEnabled(false);
    ServerConnector connector = new HttpConnector(server, new HttpConnectionFactory(http));
    connector.setIdleTimeout(Long.MAX_VALUE); // an occasional byte would reset it for ever
    connector.addBean(new ConnectionBounds(connector.getScheduler(), MOST, life));
    return connector;
  }

  /** The port in use. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // required by Jetty's interface; what is open ends with the process
      log.warn("the HTTP server does not stop: {}", Faults.oneLine(e));
    }
  }

  /** Makes sure that a request is answered even if a part throws. */
  private static final class Guarded extends Handler.Abstract {

    private final Answering answering;

    Guarded(Answering answering) {
      this.answering = answering;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Exchange exchange = new Exchange(request, response, callback);
      try {
        answering.answer(exchange);
        exchange.end();
      } catch (IOException e) {
        callback.failed(e);
      } catch (RuntimeException e) {
        if (response.isCommitted()) {
          callback.failed(e);
        } else {
          exchange.answer(
              500,
              "text/plain; charset=utf-8",
              (Faults.oneLine(e) + "\n").getBytes(StandardCharsets.UTF_8));
        }
      } catch (Error e) { // Jetty would swallow it
        DaemonThreads.uncaught(e);
        callback.failed(e);
      }
      return true;
    }
  }
}
