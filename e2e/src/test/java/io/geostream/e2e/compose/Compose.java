package io.geostream.e2e.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Compose program, run in the repository's folder.
 *
 * @param command {@code docker-compose} (version 1) or {@code docker compose} (version 2)
 * @param environment variables for the Compose file, beside this process's own
 */
record Compose(String command, Map<String, String> environment) {

  /** Whether this machine has it, whatever its version; no engine needs to run. */
  boolean isInstalled() throws InterruptedException {
    try {
      return process("version").waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  /**
   * Its standard output, once it has ended well; its errors go to ours.
   *
   * @throws AssertionError if it ends otherwise
   */
  String run(String... arguments) throws IOException, InterruptedException {
    Process process = process(arguments);
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new AssertionError(
          command + " " + String.join(" ", arguments) + " did not end well: " + output);
    }
    return output;
  }

  private Process process(String... arguments) throws IOException {
    List<String> line =
        Stream.concat(Arrays.stream(command.split(" ", -1)), Arrays.stream(arguments)).toList();
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(Repository.ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
