package io.geostream.demo.page;

import io.geostream.common.http.Exchange;
import io.geostream.common.http.WebServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Answers the browsers. */
final class PageServer implements AutoCloseable {

  private static final int RETRY_MILLIS = 2_000;
  private static final int HEARTBEAT_SECONDS = 10;
  private static final byte[] HEARTBEAT = ": still there\n\n".getBytes(StandardCharsets.UTF_8);
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";

  /** Nothing from elsewhere, nothing inline, no frames. */
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

  private final WebServer server;
  private final RequestGuard guard;
  private final PageState state;
  private final Viewers viewers;
  private final PageActions actions;

  /** Begins to answer. */
  PageServer(
      ServerSocketChannel listening,
      RequestGuard guard,
      PageState state,
      Viewers viewers,
      PageActions actions) {
    this.guard = guard;
    this.state = state;
    this.viewers = viewers;
    this.actions = actions;
    this.server = WebServer.start(listening, Viewers.MOST, this::handle);
  }

  private void handle(Exchange exchange) throws IOException {
    SAFETY.forEach(exchange::setHeader);
    route(exchange);
  }

  private void route(Exchange exchange) throws IOException {
    String path = exchange.path();
    boolean changes = path.startsWith("/actions/");
    Optional<String> refusal = guard.refusal(exchange::header, use(path));
    if (refusal.isPresent()) {
      answer(exchange, 403, TEXT, refusal.get());
    } else if (!exchange.method().equals(changes ? "POST" : "GET")) {
      exchange.setHeader("Allow", changes ? "POST" : "GET");
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

  private void act(Exchange exchange, String action) {
    PageActions.Result result = actions.run(action);
    answer(
        exchange,
        result.status(),
        JSON,
        Json.object(json -> json.writeStringField("message", result.message())));
  }

  private void station(Exchange exchange, String location) {
    Optional<String> history = state.station(location);
    answer(
        exchange,
        history.isPresent() ? 200 : 404,
        history.isPresent() ? JSON : TEXT,
        history.orElse("no such station"));
  }

  private static void file(Exchange exchange, String path) {
    Optional<StaticFiles.Content> content = StaticFiles.at(path);
    if (content.isEmpty()) {
      answer(exchange, 404, TEXT, "not found");
    } else {
      exchange.answer(200, content.get().type(), content.get().bytes());
    }
  }

  /** Writes what comes, until the browser goes or is too slow. */
  private void stream(Exchange exchange) throws IOException {
    Viewers.Viewer viewer = new Viewers.Viewer();
    if (!state.admit(viewer)) {
      answer(exchange, 503, TEXT, "too many look on already");
      return;
    }
    try {
      OutputStream out = exchange.stream("text/event-stream");
      out.write(("retry: " + RETRY_MILLIS + "\n\n").getBytes(StandardCharsets.UTF_8));
      while (true) {
        byte[] next = viewer.messages().poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        out.write(next == null ? HEARTBEAT : next);
        out.flush();
      }
    } catch (InterruptedException dropped) { // too slow, or the end of the demo
      throw new InterruptedIOException("dropped");
    } finally {
      viewers.remove(viewer); // the thread goes back to the pool without the interrupt's mark
    }
  }

  private static void answer(Exchange exchange, int status, String type, String text) {
    exchange.answer(status, type, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The port in use. */
  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
