package io.geostream.common.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.geostream.common.daemon.DaemonThreads;
import io.geostream.common.daemon.Faults;
import io.geostream.common.settings.HttpSettings.Address;
import io.geostream.common.settings.SettingException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /metrics}, {@code /health/live} and {@code /health/ready} on the JDK's own server. */
public final class OperationsServer implements AutoCloseable {

  private static final int THREADS = 2;
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Optional<PortFile> portFile;

  private OperationsServer(
      HttpServer server, ExecutorService threads, Optional<PortFile> portFile) {
    this.server = server;
    this.threads = threads;
    this.portFile = portFile;
  }

  /**
   * Listens and answers.
   *
   * @param metrics the metrics in Prometheus's text format
   * @throws SettingException if the address cannot be listened on, or its port file cannot be
   *     written
   */
  public static OperationsServer start(Address address, Supplier<String> metrics, Health health) {
    HttpServer server = bind(address.host(), address.port());
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, DaemonThreads.named("http"));
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, safely(exchange, metrics, health)));
    server.start();
    int port = server.getAddress().getPort();
    try {
      Optional<PortFile> portFile = address.portFile().map(file -> PortFile.write(file, port));
      return new OperationsServer(server, threads, portFile);
    } catch (SettingException e) {
      stop(server, threads);
      throw e;
    }
  }

  private static HttpServer bind(String host, int port) {
    try {
      return Listening.on(host, port);
    } catch (BindException e) {
      throw new SettingException(
          Listening.PORT, "cannot listen on " + host + ":" + port + ": " + e.getMessage());
    }
  }

  /** The port in use. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    portFile.ifPresent(PortFile::close);
    stop(server, threads);
  }

  private static void stop(HttpServer server, ExecutorService threads) {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int status, String type, String body) {}

  private static Answer safely(HttpExchange exchange, Supplier<String> metrics, Health health) {
    try {
      return route(exchange, metrics, health);
    } catch (RuntimeException e) { // whatever a part throws, whoever asks gets an answer
      return new Answer(500, TEXT, Faults.oneLine(e) + "\n");
    }
  }

  private static Answer route(HttpExchange exchange, Supplier<String> metrics, Health health) {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return new Answer(405, TEXT, "only GET and HEAD\n");
    }
    return switch (exchange.getRequestURI().getPath()) {
      case "/metrics" -> new Answer(200, PROMETHEUS_TEXT, metrics.get());
      case "/health/live" -> health("live", health.notLive(), List.of());
      case "/health/ready" -> health("ready", health.notReady(), health.notes());
      case "/" -> new Answer(200, TEXT, "/metrics\n/health/live\n/health/ready\n");
      default ->
          new Answer(404, TEXT, "not found; there are /metrics, /health/live and /health/ready\n");
    };
  }

  private static Answer health(String what, Map<String, String> problems, List<String> notes) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField(what, problems.isEmpty());
      json.writeObjectFieldStart("reasons");
      for (Map.Entry<String, String> problem : problems.entrySet()) {
        json.writeStringField(problem.getKey(), problem.getValue());
      }
      json.writeEndObject();
      if (!notes.isEmpty()) {
        json.writeArrayFieldStart("notes");
        for (String note : notes) {
          json.writeString(note);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string refused characters", e);
    }
    return new Answer(problems.isEmpty() ? 200 : 503, JSON, text + "\n");
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      if (answer.status() == 405) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      }
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }
}
