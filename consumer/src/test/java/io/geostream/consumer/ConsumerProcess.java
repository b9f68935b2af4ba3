package io.geostream.consumer;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.Database;
import io.geostream.stack.KafkaBroker;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real consumer.jar as a process of its own, against servers of a test. */
final class ConsumerProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target", "consumer.jar");
  private static final Pattern PORT = Pattern.compile("http: listening on \\S+:(\\d+)");
  private static final Duration STOP = Duration.ofSeconds(10);

  private final ChildProcess process;

  private ConsumerProcess(ChildProcess process) {
    this.process = process;
  }

  /**
   * Starts a consumer of the topic into the database, in a group called as the topic; fast to
   * notice a member that died.
   */
  static ConsumerProcess start(
      String name,
      KafkaBroker broker,
      Database database,
      String topic,
      Path folder,
      String... more) {
    List<String> arguments = arguments(broker, database, topic);
    arguments.addAll(List.of("-K", "session.timeout.ms=6000", "-K", "heartbeat.interval.ms=500"));
    arguments.addAll(List.of(more));
    return run(name, database, folder, arguments);
  }

  /** What a consumer of the topic into the database needs, in a group called as the topic. */
  static List<String> arguments(KafkaBroker broker, Database database, String topic) {
    return new ArrayList<>(
        List.of(
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--topic",
            topic,
            "--group",
            topic, // one that tests share would be rebalanced by each of them
            "--http-port",
            "0",
            "--database-url",
            database.jdbcUrl(),
            "--database-user",
            database.user(),
            "--allow-plain-postgresql"));
  }

  /** Starts the jar with just these arguments, and the database's password in its variable. */
  static ConsumerProcess run(String name, Database database, Path folder, List<String> arguments) {
    Map<String, String> environment = new HashMap<>();
    database.password().ifPresent(password -> environment.put("DATABASE_PASSWORD", password));
    return new ConsumerProcess(
        ChildJvm.startJar(
            name, JAR, QuickStart.options("256m", JAR), arguments, environment, folder));
  }

  ChildProcess process() {
    return process;
  }

  /** Waits for the end and gives the exit code. */
  int exitCode(Duration atMost) {
    if (!process.waitFor(atMost)) {
      throw new AssertionError("still running after " + atMost + ":\n" + log());
    }
    return process.exitCode().orElseThrow();
  }

  /** All that was logged so far. */
  String log() {
    try {
      return Files.exists(process.log()) ? Files.readString(process.log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the consumer over HTTP. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    Matcher port = PORT.matcher(log());
    if (!port.find()) {
      throw new IOException("not listening yet");
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.stop(STOP);
  }
}
