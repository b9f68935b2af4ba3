package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program under test, in a process of its own, with what tests ask it. */
public record Program(ChildProcess process) implements AutoCloseable {

  /** Until something that takes seconds on a quiet machine has surely happened on a busy one. */
  public static final Duration LONG = Duration.ofSeconds(90);

  /** What the contract gives a daemon to stop, and some for a busy machine. */
  private static final Duration STOP = Duration.ofSeconds(12);

  private static final int STOPPED_BY_SIGTERM = 143;
  private static final Pattern PORT = Pattern.compile("(?:listening on|health on) \\S+:(\\d+)");
  private static final Pattern ACKNOWLEDGED = Pattern.compile("acknowledged (\\d+) readings");

  /** All that it wrote so far. */
  public String log() {
    try {
      return Files.exists(process.log()) ? Files.readString(process.log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end, which is to be a good one. */
  public Program succeeds() {
    assertThat(process.waitFor(LONG)).as("still running:%n%s", log()).isTrue();
    assertThat(process.exitCode()).as(log()).hasValue(0);
    return this;
  }

  /** Asks it to stop, and waits until it has. */
  public Program stopsOnSigterm() {
    process.terminate();
    assertThat(process.waitFor(STOP)).as("does not stop:%n%s", log()).isTrue();
    assertThat(process.exitCode()).as(log()).hasValue(STOPPED_BY_SIGTERM);
    return this;
  }

  /** What a producer's last line says. */
  public long acknowledged() {
    Matcher report = ACKNOWLEDGED.matcher(log());
    assertThat(report.find()).as("no report in:%n%s", log()).isTrue();
    return Long.parseLong(report.group(1));
  }

  /** Waits until it says so. */
  public void awaitReady() {
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get("/health/ready").statusCode() == 200);
  }

  /** The sum over all labels of a metric. */
  public double metric(String name) throws IOException, InterruptedException {
    Pattern line = Pattern.compile("(?m)^" + name + "(?:\\{.*})? (\\S+)$");
    return line.matcher(metrics())
        .results()
        .mapToDouble(match -> Double.parseDouble(match.group(1)))
        .sum();
  }

  /**
   * Where it answers over HTTP.
   *
   * @throws IOException while it does not yet
   */
  public String address() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("ended:\n" + log());
    }
    // The last one: a program that is started again under its name goes on in its former log.
    return PORT.matcher(log())
        .results()
        .reduce((former, latter) -> latter)
        .map(port -> "127.0.0.1:" + port.group(1))
        .orElseThrow(() -> new IOException("not listening yet"));
  }

  /** All metrics, as Prometheus gets them. */
  public String metrics() throws IOException, InterruptedException {
    return get("/metrics").body();
  }

  /**
   * Asks it over HTTP.
   *
   * @throws IOException while it does not answer
   */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address() + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.stop(STOP);
  }
}
