package io.geostream.stack.testing;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the tests that were skipped for want of TimescaleDB, and says so at the end of the run.
 */
final class SkippedTests implements AutoCloseable {
  private final PrintStream out;
  private final AtomicInteger count = new AtomicInteger();

  SkippedTests(PrintStream out) {
    this.out = out;
  }

  void add(int tests) {
    count.addAndGet(tests);
  }

  @Override
  public void close() {
    out.println(
        "SKIPPED "
            + count.get()
            + " tests in all that need TimescaleDB (-Drequire.timescaledb=true makes them fail instead)");
  }
}
