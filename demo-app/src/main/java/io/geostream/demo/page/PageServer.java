package io.geostream.demo.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.geostream.common.daemon.DaemonThreads;
import io.geostream.common.daemon.Faults;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Answers the browsers, on the JDK's own server. */
final class PageServer implements AutoCloseable {

  /** Beside the viewers, who keep theirs: for files and actions. */
  private static final int OTHER_THREADS = 8;

  private static final int RETRY_MILLIS = 2_000;
  private static final int HEARTBEAT_SECONDS = 10;
  private static final byte[] HEARTBEAT = ": still there\n\n".getBytes(StandardCharsets.UTF_8);
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";

  /** Nothing from elsewhere, nothing inline, in nobody's frame. */
  private static final Map<String, String> SAFETY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final HttpServer server;
  private final ExecutorService threads;
  private final RequestGuard guard;
  private final PageState state;
  private final Viewers viewers;
  private final PageActions actions;

  private PageServer(
      HttpServer server,
      RequestGuard guard,
      PageState state,
      Viewers viewers,
      PageActions actions) {
    this.server = server;
    this.guard = guard;
    this.state = state;
    this.viewers = viewers;
    this.actions = actions;
    this.threads =
        new ThreadPoolExecutor(
            1,
            Viewers.MOST + OTHER_THREADS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            DaemonThreads.named("page-http"));
  }

  /** Begins to answer. */
  static PageServer start(
      HttpServer listening,
      RequestGuard guard,
      PageState state,
      Viewers viewers,
      PageActions actions) {
    PageServer page = new PageServer(listening, guard, state, viewers, actions);
    listening.setExecutor(page.threads);
    listening.createContext("/", page::handle);
    listening.start();
    return page;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      SAFETY.forEach(exchange.getResponseHeaders()::set);
      answerWhateverHappens(exchange);
    }
  }

  private void answerWhateverHappens(HttpExchange exchange) throws IOException {
    try {
      route(exchange);
    } catch (RuntimeException e) { // whatever a part throws, whoever asks gets an answer
      answer(exchange, 500, TEXT, Faults.oneLine(e));
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean changes = path.startsWith("/actions/");
    Optional<String> refusal = guard.refusal(exchange.getRequestHeaders()::getFirst, use(path));
    if (refusal.isPresent()) {
      answer(exchange, 403, TEXT, refusal.get());
    } else if (!exchange.getRequestMethod().equals(changes ? "POST" : "GET")) {
      exchange.getResponseHeaders().set("Allow", changes ? "POST" : "GET");
      answer(exchange, 405, TEXT, "not this method");
    } else if (changes) {
      act(exchange, path.substring("/actions/".length()));
    } else if (path.equals("/events")) {
      stream(exchange);
    } else if (path.startsWith("/stations/")) {
      station(exchange, path.substring("/stations/".length()));
    } else {
      file(exchange, path);
    }
  }

  private static RequestGuard.Use use(String path) {
    if (path.startsWith("/actions/")) {
      return RequestGuard.Use.ACTION;
    }
    return path.equals("/events") || path.startsWith("/stations/")
        ? RequestGuard.Use.DATA
        : RequestGuard.Use.FILE;
  }

  private void act(HttpExchange exchange, String action) throws IOException {
    PageActions.Result result = actions.run(action);
    answer(
        exchange,
        result.status(),
        JSON,
        Json.object(json -> json.writeStringField("message", result.message())));
  }

  private void station(HttpExchange exchange, String location) throws IOException {
    Optional<String> history = state.station(location);
    answer(
        exchange,
        history.isPresent() ? 200 : 404,
        history.isPresent() ? JSON : TEXT,
        history.orElse("no such station"));
  }

  private static void file(HttpExchange exchange, String path) throws IOException {
    Optional<StaticFiles.Content> content = StaticFiles.at(path);
    if (content.isEmpty()) {
      answer(exchange, 404, TEXT, "not found");
    } else {
      answer(exchange, 200, content.get().type(), content.get().bytes());
    }
  }

  /** Writes what comes, until the browser goes or is too slow. */
  private void stream(HttpExchange exchange) throws IOException {
    Viewers.Viewer viewer = new Viewers.Viewer();
    if (!state.admit(viewer)) {
      answer(exchange, 503, TEXT, "too many look on already");
      return;
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.write(("retry: " + RETRY_MILLIS + "\n\n").getBytes(StandardCharsets.UTF_8));
      while (true) {
        byte[] next = viewer.messages().poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        out.write(next == null ? HEARTBEAT : next);
        out.flush();
      }
    } catch (InterruptedException dropped) {
      // Too slow, or the end of the demo; the thread goes back to the pool without the mark.
      exchange.close();
    } finally {
      viewers.remove(viewer);
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    answer(exchange, status, type, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** The port in use. */
  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
