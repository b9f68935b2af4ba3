package io.geostream.demo;

import static org.awaitility.Awaitility.await;

import io.geostream.stack.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The real demo.jar as a user starts it, with all that it starts in turn. */
final class DemoRun implements AutoCloseable {

  private static final Path JAR = Path.of("target", "demo.jar");
  static final Duration START = Duration.ofSeconds(90);

  /** Ctrl-C must not be ignored even where this test runs in the background of a shell. */
  private static final String WITH_CTRL_C =
      "env --default-signal=INT true 2>/dev/null && exec env --default-signal=INT \"$@\"; exec \"$@\"";

  private final Process process;
  private final Path output;

  private DemoRun(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** On the database that {@code -Ddatabase} selects, unless an argument selects another. */
  static DemoRun start(Path folder, String... arguments) throws IOException {
    Path output = folder.resolve("output");
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                WITH_CTRL_C,
                "sh",
                ChildJvm.java(),
                "-XX:TieredStopAtLevel=1", // most of a short run is start-up
                "-jar",
                JAR.toString(),
                "--http-port", // several run side by side
                "0"));
    String database = System.getProperty("database", "");
    if (!database.isEmpty() && !List.of(arguments).contains("--database")) {
      command.addAll(List.of("--database", database));
    }
    String user = System.getenv().getOrDefault("DATABASE_USER", "");
    if (database.contains(":") && !user.isEmpty()) {
      command.addAll(List.of("--database-user", user));
    }
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new DemoRun(process, output);
  }

  /** All that it has said. */
  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says this. */
  DemoRun awaitSaid(String text) {
    await()
        .atMost(START)
        .until(
            () -> {
              if (!process.isAlive() && !output().contains(text)) {
                throw new AssertionError("it ended without '" + text + "':\n" + output());
              }
              return output().contains(text);
            });
    return this;
  }

  /** What the first group finds in its output. */
  String said(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output());
    if (!matcher.find()) {
      throw new AssertionError("it did not say " + pattern + ":\n" + output());
    }
    return matcher.group(1);
  }

  /** The folder that it works in. */
  Path folder() {
    return Path.of(said("folder +(\\S+),"));
  }

  /** All processes that it has started, and theirs. */
  List<Long> processes() {
    String folder = folder().toString();
    Stream<ProcessHandle> named =
        ProcessHandle.allProcesses()
            .filter(
                it -> it.info().commandLine().filter(line -> line.contains(folder)).isPresent());
    return Stream.concat(process.descendants(), named)
        .flatMap(it -> Stream.concat(Stream.of(it), it.descendants()))
        .map(ProcessHandle::pid)
        .filter(pid -> pid != process.pid())
        .distinct()
        .toList();
  }

  /** Sends a signal, by its name without SIG. */
  void signal(String name) throws IOException, InterruptedException {
    signal(name, process.pid());
  }

  static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).inheritIO().start().waitFor();
  }

  /** Waits for the end and gives the exit code. */
  int exitCode(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + atMost + ":\n" + output());
    }
    return process.exitValue();
  }

  /** Whether a process is there, and not only waits to be collected. */
  static boolean isRunning(long pid) {
    if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
      return false;
    }
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      return !stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
    } catch (IOException e) {
      return ProcessHandle.of(pid).isPresent();
    }
  }

  /** Kills it if it still runs; what it started goes with it. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
