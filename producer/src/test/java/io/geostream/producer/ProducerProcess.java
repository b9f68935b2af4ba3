package io.geostream.producer;

import static org.awaitility.Awaitility.await;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.testing.QuickStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real jar in a process of its own. */
final class ProducerProcess implements AutoCloseable {

  static final Duration LONG = Duration.ofSeconds(60);

  private static final Path JAR = Path.of("target", "producer.jar");
  private static final Pattern ADDRESS = Pattern.compile("health on (http://\\S+)");
  private static final Pattern REPORT =
      Pattern.compile("acknowledged (\\d+) readings, failed (\\d+), unacknowledged (\\d+)");

  private final ChildProcess process;
  private final HttpClient http = HttpClient.newHttpClient();

  private ProducerProcess(ChildProcess process) {
    this.process = process;
  }

  static ProducerProcess start(Path folder, String servers, String topic, String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("--bootstrap-servers", servers, "--topic", topic, "--http-port", "0"));
    all.addAll(List.of(arguments));
    return new ProducerProcess(
        ChildJvm.startJar("producer", JAR, QuickStart.options("192m", JAR), all, Map.of(), folder));
  }

  String log() {
    try {
      return Files.readString(process.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitLog(String text) {
    await().atMost(LONG).until(() -> log().contains(text));
  }

  /** Waits for its end. */
  int exitCode() {
    await().atMost(LONG).until(() -> !process.isAlive());
    return process.exitCode().orElseThrow();
  }

  void terminate() {
    process.terminate();
  }

  boolean endsWithin(Duration time) {
    return process.waitFor(time);
  }

  /** What its last line says: acknowledged, failed, unacknowledged. */
  List<Long> report() {
    Matcher report = REPORT.matcher(log());
    if (!report.find()) {
      throw new AssertionError("no report in:\n" + log());
    }
    return List.of(
        Long.valueOf(report.group(1)),
        Long.valueOf(report.group(2)),
        Long.valueOf(report.group(3)));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    Matcher address = ADDRESS.matcher(log());
    if (!address.find()) {
      throw new IOException("not listening yet");
    }
    return http.send(
        HttpRequest.newBuilder(URI.create(address.group(1) + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private double metric(String name) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException("no metric " + name));
  }

  void awaitReadiness(int status) {
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get("/health/ready").statusCode() == status);
  }

  double acknowledged() throws IOException, InterruptedException {
    return metric("geostream_producer_acknowledged_total");
  }

  void awaitAcknowledged(long readings) {
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> acknowledged() >= readings);
  }

  @Override
  public void close() {
    process.close();
  }
}
