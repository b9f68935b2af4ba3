package io.geostream.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.common.settings.HttpSettings.Address;
import io.geostream.common.testing.StalledClients;
import io.geostream.common.testing.StalledClients.How;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients can do to a server. */
@Timeout(60)
class WebServerTest {

  private static final int STALLED = 200;
  private static final int ASKED = 20;
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration SHORT_LIFE = Duration.ofMillis(300);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();
  private final CompletableFuture<Throwable> uncaught = new CompletableFuture<>();

  @BeforeEach
  void hearOfUncaughtFaults() {
    Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> uncaught.complete(fault));
  }

  @AfterEach
  void leaveThem() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @ParameterizedTest
  @EnumSource(How.class)
  void healthIsAnsweredSoonThough200ClientsStall(How how) throws Exception {
    String large = "x 1\n".repeat(1_000_000);
    try (OperationsServer server =
        OperationsServer.start(Address.of("127.0.0.1", 0), () -> large, new Health())) {
      assertThat(status(server.port())).isEqualTo(200);
      try (StalledClients stalled = new StalledClients(STALLED, how, server.port(), "/metrics")) {
        assertThat(stalled.count()).isEqualTo(STALLED);
        // The machine may pause, the server may not: there is a row of answers without a late one.
        await()
            .pollDelay(Duration.ZERO)
            .untilAsserted(() -> assertThat(slowestAnswer(server.port())).isLessThan(SOON));
      }
    }
  }

  private Duration slowestAnswer(int port) throws Exception {
    long slowest = 0;
    for (int i = 0; i < ASKED; i++) {
      long asked = System.nanoTime();
      assertThat(status(port)).isEqualTo(200);
      slowest = Math.max(slowest, System.nanoTime() - asked);
    }
    return Duration.ofNanos(slowest);
  }

  @Test
  void aConnectionEndsThoughItsClientSendsAByteNowAndThen() throws Exception {
    try (WebServer server = start(0, exchange -> exchange.answer(200, "text/plain", new byte[0]));
        Socket slow = connect(server)) {
      OutputStream out = slow.getOutputStream();
      out.write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(SHORT_LIFE.plusSeconds(20))
          .until(() -> isRefused(out));
    }
  }

  @Test
  void aConnectionEndsThoughItsClientDoesNotRead() throws Exception {
    byte[] large = new byte[20_000_000];
    try (WebServer server = start(0, exchange -> exchange.answer(200, "text/plain", large));
        Socket slow = connect(server)) {
      slow.getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(SHORT_LIFE.plusSeconds(20))
          .until(() -> isRefused(slow.getOutputStream()));
    }
  }

  @Test
  void aStreamLastsLongerThanAnAnswerMayAndOutlivesNewerConnections() throws Exception {
    CountDownLatch proceed = new CountDownLatch(1);
    try (WebServer server =
        start(
            1,
            exchange -> {
              if (exchange.path().equals("/stream")) {
                stream(exchange, proceed);
              } else {
                exchange.answer(200, "text/plain", new byte[0]);
              }
            })) {
      var stream =
          client.send(
              HttpRequest.newBuilder(uri(server.port(), "/stream")).build(),
              BodyHandlers.ofInputStream());
      assertThat(stream.body().read()).isEqualTo('a');
      try (StalledClients newer =
              new StalledClients(WebServer.MOST + 1, How.SILENT, server.port(), "");
          Socket silent = connect(server)) {
        assertThat(newer.count()).isGreaterThan(WebServer.MOST);
        silent.setSoTimeout(20_000);
        assertThat(silent.getInputStream().read()).as("an ordinary connection ends").isNegative();
        proceed.countDown();
        assertThat(stream.body().read()).isEqualTo('b');
      }
    }
  }

  @Test
  void anErrorOfAnAnswerIsHandledAsThatOfAThread() throws Exception {
    try (WebServer server =
            start(
                0,
                exchange -> {
                  throw new AssertionError("a defect");
                });
        Socket asking = connect(server)) {
      asking
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(uncaught.get(30, TimeUnit.SECONDS)).hasMessage("a defect");
    }
  }

  @Test
  void anErrorOfAJobOfJettyIsHandledAsThatOfAThread() throws Exception {
    HttpThreads threads = new HttpThreads(4, 1_000);
    threads.start();
    try {
      threads.execute(
          () -> {
            throw new AssertionError("a defect of Jetty");
          });
      assertThat(uncaught.get(30, TimeUnit.SECONDS)).hasMessage("a defect of Jetty");
    } finally {
      threads.stop();
    }
  }

  @Test
  void theEndOfTheSelectorIsHandledAsThatOfAThread() throws Exception {
    Server server = new Server();
    HttpConnector connector = new HttpConnector(server, new HttpConnectionFactory());
    server.addConnector(connector);
    server.start();
    try {
      connector
          .getSelectorManager()
          .getBean(HttpConnector.Watched.class)
          .onSelectFailed(new AssertionError("no memory"));
      assertThat(uncaught.get(30, TimeUnit.SECONDS)).hasMessage("no memory");
    } finally {
      server.stop();
    }
  }

  private static void stream(Exchange exchange, CountDownLatch proceed) throws IOException {
    OutputStream out = exchange.stream("text/event-stream");
    out.write('a');
    out.flush();
    try {
      assertThat(proceed.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    out.write('b');
    out.flush();
  }

  private static WebServer start(int streams, WebServer.Answering answering) throws IOException {
    return WebServer.start(Listening.on("127.0.0.1", 0), streams, SHORT_LIFE, answering);
  }

  private static Socket connect(WebServer server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static boolean isRefused(OutputStream out) {
    try {
      out.write('x');
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  private int status(int port) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(uri(port, "/health/live")).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
