package io.geostream.demo;

import io.geostream.demo.metrics.MetricsScrape;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.DaemonJar;
import io.geostream.stack.DaemonJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the daemons: its real jar in a process of its own, looked at over HTTP only. */
final class DaemonProcess implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final String HOST = "127.0.0.1";
  private static final Pattern LISTENING =
      Pattern.compile("http.*\\b127\\.0\\.0\\.1:(\\d+)\\s*$", Pattern.MULTILINE);
  private final ChildProcess process;
  private final HttpClient http;
  private OptionalInt port = OptionalInt.empty();

  private DaemonProcess(ChildProcess process, HttpClient http) {
    this.process = process;
    this.http = http;
  }

  /**
   * Starts a daemon on a free HTTP port.
   *
   * @param name {@code producer} or {@code consumer}
   * @param secrets variables for it; of its settings in this process's environment it gets none
   * @param surroundings where it is unpacked and logs, and what it inherits
   */
  static DaemonProcess start(
      String name, List<String> flags, Map<String, String> secrets, Surroundings surroundings) {
    ChildProcess process =
        DaemonJar.unpack(DaemonProcess.class, name, surroundings.folder())
            .start(
                name,
                DaemonJvm.options(),
                flags,
                secrets,
                surroundings.environment(),
                surroundings.folder());
    return new DaemonProcess(process, surroundings.http());
  }

  /**
   * What a daemon finds.
   *
   * @param folder for its jar and its log
   * @param environment this process's variables
   * @param http asks it
   */
  record Surroundings(Path folder, Map<String, String> environment, HttpClient http) {}

  /** Its name. */
  String name() {
    return process.name();
  }

  /** Its process number. */
  long pid() {
    return process.pid();
  }

  /**
   * Makes sure that it runs.
   *
   * @throws DemoException with the end of its log if it has ended by itself
   */
  void requireAlive() {
    process
        .exitCode()
        .ifPresent(
            code -> {
              throw new DemoException(
                  "the %s (process %d) ended by itself with exit code %d. The end of its log:%n%s"
                      .formatted(name(), pid(), code, logEnd()));
            });
  }

  /** The last lines of its log. */
  String logEnd() {
    return process.logEnd();
  }

  /** Why it is not ready; empty when it is. */
  Optional<String> notReady() {
    if (port.isEmpty()) {
      port = portIn(log());
    }
    if (port.isEmpty()) {
      return Optional.of("does not listen yet");
    }
    try {
      HttpResponse<String> answer = get("/health/ready");
      return answer.statusCode() == 200 ? Optional.empty() : Optional.of(answer.body().strip());
    } catch (IOException e) {
      return Optional.of("does not answer: " + e);
    }
  }

  private static OptionalInt portIn(String log) {
    Matcher line = LISTENING.matcher(log);
    return line.find() ? OptionalInt.of(Integer.parseInt(line.group(1))) : OptionalInt.empty();
  }

  /** Its address on this machine, once it has been found ready. */
  String address(String path) {
    return "http://" + HOST + ":" + port.orElseThrow() + path;
  }

  /** Its metrics; empty when it does not answer. */
  Optional<MetricsScrape> scrape() {
    try {
      return Optional.of(MetricsScrape.parse(get("/metrics").body()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new DemoException("the " + name() + " at /metrics: " + e.getMessage());
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address(path))).timeout(ANSWER).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted while asking the " + name());
    }
  }

  /** All it has written. */
  String log() {
    try {
      // Not read as UTF-8: it may be in the middle of a character.
      return Files.readString(process.log(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + process.log(), e);
    }
  }

  /** Stops it in order within 10 s; a second call does nothing. */
  @Override
  public void close() {
    process.stop(STOP);
  }
}
