package io.geostream.common.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.geostream.common.settings.HttpSettings.Address;
import io.geostream.common.settings.SettingException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /metrics}, {@code /health/live} and {@code /health/ready}. */
public final class OperationsServer implements AutoCloseable {

  private static final int STREAMS = 0;
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final WebServer server;
  private final Optional<PortFile> portFile;

  private OperationsServer(WebServer server, Optional<PortFile> portFile) {
    this.server = server;
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
    WebServer server =
        WebServer.start(
            bind(address.host(), address.port()),
            STREAMS,
            exchange -> answer(exchange, route(exchange, metrics, health)));
    try {
      Optional<PortFile> portFile =
          address.portFile().map(file -> PortFile.write(file, server.port()));
      return new OperationsServer(server, portFile);
    } catch (SettingException e) {
      server.close();
      throw e;
    }
  }

  private static ServerSocketChannel bind(String host, int port) {
    try {
      return Listening.on(host, port);
    } catch (BindException e) {
      throw new SettingException(
          Listening.PORT, "cannot listen on " + host + ":" + port + ": " + e.getMessage());
    }
  }

  /** The port in use. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    portFile.ifPresent(PortFile::close);
    server.close();
  }

  private record Answer(int status, String type, String body) {}

  private static Answer route(Exchange exchange, Supplier<String> metrics, Health health) {
    String method = exchange.method();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.setHeader("Allow", "GET, HEAD");
      return new Answer(405, TEXT, "only GET and HEAD\n");
    }
    return switch (exchange.path()) {
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

  private static void answer(Exchange exchange, Answer answer) {
    exchange.answer(answer.status(), answer.type(), answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
