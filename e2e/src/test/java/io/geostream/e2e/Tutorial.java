package io.geostream.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.geostream.stack.ChildProcess;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tutorial's Python programs, unpacked into a folder. */
record Tutorial(Path folder) {

  /** The system's own: its packages are python3-kafka, python3-snappy and python3-psycopg2. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final List<String> FILES =
      List.of(
          "tutorial_producer.py", "tutorial_consumer.py", "send_readings.py", "write_readings.py");

  /** Skips the tests, and says why, where its programs cannot run. */
  static void assumeRunnable() {
    String missing = missing();
    if (!missing.isEmpty()) {
      System.out.println("SKIPPED TutorialInteropIT: " + missing);
    }
    assumeTrue(missing.isEmpty(), missing);
  }

  private static String missing() {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      return "there is no " + PYTHON;
    }
    try {
      Process python =
          new ProcessBuilder(PYTHON, "-c", "import kafka, snappy, psycopg2")
              .redirectErrorStream(true)
              .start();
      String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return python.waitFor() == 0 ? "" : PYTHON + " lacks a module: " + said.strip();
    } catch (IOException e) {
      return PYTHON + " does not start: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  static Tutorial in(Path folder) throws IOException {
    for (String file : FILES) {
      try (InputStream code =
          Objects.requireNonNull(Tutorial.class.getResourceAsStream("tutorial/" + file), file)) {
        Files.copy(code, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return new Tutorial(folder);
  }

  /** Its producer; {@code settings} is "plain" (chapter 2) or "optimized" (chapter 6). */
  Program send(Pipeline pipeline, int count, String settings) {
    return start(
        "send_readings",
        Map.of(),
        pipeline.broker().bootstrapServers(),
        pipeline.topic(),
        Integer.toString(count),
        settings);
  }

  /** Its consumer. */
  Program write(Pipeline pipeline, int count) {
    Database database = pipeline.database();
    URI address = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    Map<String, String> environment = new HashMap<>();
    environment.put("PGHOST", address.getHost());
    environment.put("PGPORT", Integer.toString(address.getPort()));
    environment.put("PGDATABASE", address.getPath().substring(1));
    environment.put("PGUSER", database.user());
    database.password().ifPresent(password -> environment.put("PGPASSWORD", password));
    return start(
        "write_readings",
        environment,
        pipeline.broker().bootstrapServers(),
        Integer.toString(count));
  }

  private Program start(String name, Map<String, String> environment, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(PYTHON, folder.resolve(name + ".py").toString()));
    command.addAll(List.of(arguments));
    return Program.of(ChildProcess.start(name, command, environment, folder));
  }
}
