package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.QuickStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A tool of the real consumer.jar as a process of its own, with what it prints and logs apart. */
final class ToolProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target", "consumer.jar");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String STDERR_APART = "exec \"$@\" 2> \"$0\"";

  private final ChildProcess process;
  private final Path err;

  private ToolProcess(ChildProcess process, Path err) {
    this.process = process;
    this.err = err;
  }

  /** Starts {@code dead-letters list} or {@code dead-letters replay} for a topic's letters. */
  static ToolProcess letters(
      String tool, KafkaBroker broker, String topic, Path folder, String... more) {
    return letters(tool, broker.bootstrapServers(), topic, folder, more);
  }

  static ToolProcess letters(
      String tool, String servers, String topic, Path folder, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("dead-letters", tool, "--bootstrap-servers", servers, "--topic", topic));
    arguments.addAll(List.of(more));
    return start(folder, arguments);
  }

  private static ToolProcess start(Path folder, List<String> arguments) {
    String name = "tool-" + UUID.randomUUID();
    Path err = folder.resolve(name + ".err");
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", STDERR_APART, err.toString(), ChildJvm.java()));
    command.addAll(QuickStart.options("128m", JAR));
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    command.addAll(arguments);
    return new ToolProcess(
        ChildProcess.start(name, command, Map.of(), folder.resolve(name + ".out")), err);
  }

  ChildProcess process() {
    return process;
  }

  /** Waits for the end, which has to be a good one. */
  ToolProcess succeeds() throws IOException {
    return ends(0);
  }

  /** Waits for the end with that exit code. */
  ToolProcess ends(int exitCode) throws IOException {
    assertThat(process.waitFor(PATIENCE)).as("still runs: " + err()).isTrue();
    assertThat(process.exitCode()).as(err()).hasValue(exitCode);
    assertThat(err()).doesNotContain("\tat ").doesNotContain("Exception in thread");
    return this;
  }

  /** What it found. */
  List<String> out() throws IOException {
    return Files.readAllLines(process.log());
  }

  /** What it logged. */
  String err() throws IOException {
    return Files.exists(err) ? Files.readString(err) : "";
  }

  @Override
  public void close() {
    process.close();
  }
}
