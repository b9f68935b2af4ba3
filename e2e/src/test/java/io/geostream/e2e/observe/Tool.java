package io.geostream.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run to its end. */
final class Tool {

  private static final long PATIENCE_MINUTES = 2;

  private Tool() {}

  /** What a program said. */
  record Result(int exitCode, String output) {
    void assertSucceeded() {
      assertThat(exitCode).as(output).isZero();
    }
  }

  /** Skips the test, and prints why, unless the program answers. */
  static void assumeThere(String test, String program) throws Exception {
    boolean there = answers(program);
    if (!there) {
      System.out.println("SKIPPED " + test + ": there is no " + program + " on this machine");
    }
    assumeThat(there).as(program).isTrue();
  }

  private static boolean answers(String program) throws Exception {
    try {
      return run(Path.of("."), program, "--version").exitCode() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  static Result run(Path folder, String... command) throws Exception {
    Path output = Files.createTempFile("geostream-", ".out");
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(List.of(command) + " does not end: " + Files.readString(output));
      }
      return new Result(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
