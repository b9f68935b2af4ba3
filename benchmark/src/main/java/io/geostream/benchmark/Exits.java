package io.geostream.benchmark;

import io.geostream.stack.ChildProcess;
import java.time.Duration;
import java.util.Locale;

/** How programs end. */
final class Exits {

  private Exits() {}

  /**
   * Waits for the end of a program.
   *
   * @throws BenchmarkException with the end of its log, if it does not end in time or with exit
   *     code 0
   */
  static void requireSuccess(ChildProcess program, Duration atMost) {
    if (!program.waitFor(atMost)) {
      program.close();
      throw new BenchmarkException(
          String.format(
              Locale.ROOT,
              "%s still runs after %d s. The end of its log:%n%s",
              program.name(),
              atMost.toSeconds(),
              program.logEnd()));
    }
    int code = program.exitCode().orElseThrow();
    if (code != 0) {
      throw new BenchmarkException(
          String.format(
              Locale.ROOT,
              "%s ended with exit code %d. The end of its log:%n%s",
              program.name(),
              code,
              program.logEnd()));
    }
  }
}
