package io.geostream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A process of ours. It ends with this JVM at the latest, and it does not see the Ctrl-C (nor the
 * hang-up) of a terminal, which goes to every process in the foreground: its parent decides when it
 * stops, and in which order.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration ORDERLY_STOP = Duration.ofSeconds(5);

  private final String name;
  private final Path folder;
  private final Process process;

  private ChildProcess(String name, Path folder, Process process) {
    this.name = name;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts a program.
   *
   * @param name what it is called in messages
   * @param command the program and its arguments
   * @param environment what is added to, or replaces, this process's own environment
   * @param folder its standard output is appended to {@code name.log} there, its standard error to
   *     {@code name.err}
   */
  public static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path folder) {
    ProcessGuard guard = ProcessGuard.ofThisJvm();
    // A signal that is ignored when a program is executed stays ignored in it: a JVM leaves it so.
    List<String> shielded =
        new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    shielded.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(shielded)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(appendTo(folder.resolve(name + ".log")))
            .redirectError(appendTo(folder.resolve(name + ".err")));
    builder.environment().putAll(environment);
    try {
      Process process = guard.start(builder, "KILL");
      var unused = process.onExit().thenAccept(ended -> guard.forget(ended.pid()));
      return new ChildProcess(name, folder, process);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /** What it is called in messages. */
  public String name() {
    return name;
  }

  private static ProcessBuilder.Redirect appendTo(Path file) {
    return ProcessBuilder.Redirect.appendTo(file.toFile());
  }

  /** Where its files are. */
  public Path folder() {
    return folder;
  }

  /** The file with its standard output. */
  public Path log() {
    return folder.resolve(name + ".log");
  }

  /** The file with its standard error. */
  public Path err() {
    return folder.resolve(name + ".err");
  }

  /** The last lines of its output, those of standard error last. */
  public String logEnd() {
    return (LogTail.of(log()) + "\n" + LogTail.of(err())).strip();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs or is frozen. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to stop (SIGTERM), and does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Ends it at once (SIGKILL), and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    if (!waitFor(Duration.ofSeconds(10))) {
      throw new StackException(name + " (process " + pid() + ") is still there 10 s after SIGKILL");
    }
  }

  /** Freezes it (SIGSTOP): its connections stay open, and nothing answers. */
  public void freeze() {
    Signals.send("STOP", List.of(pid()));
  }

  /** Resumes it (SIGCONT). */
  public void thaw() {
    Signals.send("CONT", List.of(pid()));
  }

  /** Waits for its end; false when it still runs after that time. */
  public boolean waitFor(Duration atMost) {
    try {
      return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while waiting for the end of " + name, e);
    }
  }

  /** Its exit code, 128 and more after a signal; empty while it runs. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Stops it in order within the time given, and kills it after that. */
  public void stop(Duration atMost) {
    if (!isAlive()) {
      return;
    }
    thaw();
    terminate();
    if (!waitFor(atMost)) {
      kill();
    }
  }

  /** Stops it in order within 5 s, and kills it after that. */
  @Override
  public void close() {
    stop(ORDERLY_STOP);
  }
}
