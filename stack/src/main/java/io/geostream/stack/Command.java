package io.geostream.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short run of a program, to its end. */
final class Command {
  private Command() {}

  /**
   * What a program said.
   *
   * @param output its standard output and error
   */
  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  /**
   * Runs a program in the folder /, as its user may have no access to the current one. Its output
   * goes through a file and not a pipe, which a server that it starts would hold open.
   *
   * @throws IOException when it cannot be started
   * @throws StackException when it takes too long; it is killed
   */
  static Result run(List<String> command, Duration atMost) throws IOException {
    ProcessGuard guard = ProcessGuard.ofThisJvm();
    Path output = guard.make(() -> Files.createTempFile("geostream-", ".out"));
    try {
      Process process =
          guard.start(
              new ProcessBuilder(command)
                  .directory(new java.io.File("/"))
                  .redirectErrorStream(true)
                  .redirectOutput(output.toFile())
                  .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null"))),
              "KILL");
      try {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new StackException(command + " took more than " + atMost.toSeconds() + " s");
        }
        return new Result(
            process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1).strip());
      } finally {
        process.destroyForcibly();
        guard.forget(process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while running " + command, e);
    } finally {
      Files.deleteIfExists(output);
      guard.forget(output);
    }
  }
}
