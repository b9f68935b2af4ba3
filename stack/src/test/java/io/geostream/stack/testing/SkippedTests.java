package io.geostream.stack.testing;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * Counts the tests that were skipped for want of TimescaleDB, and says so at the end of the run;
 * and those for want of something else, one by one.
 */
public final class SkippedTests implements AutoCloseable {
  private static final AtomicInteger OTHERS = new AtomicInteger();

  private final PrintStream out;
  private final AtomicInteger count = new AtomicInteger();

  SkippedTests(PrintStream out) {
    this.out = out;
  }

  void add(int tests) {
    count.addAndGet(tests);
  }

  /** Skips the test that runs in this thread, and prints why and how many that makes. */
  public static void skipThisOne(String reason) {
    String test =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .filter(frame -> frame.getClassName().endsWith("IT"))
                        .map(
                            frame ->
                                frame.getClassName().replaceFirst(".*\\.", "")
                                    + "."
                                    + frame.getMethodName())
                        .findFirst()
                        .orElse("a test"));
    System.out.println(
        "SKIPPED " + test + ": " + reason + " (" + OTHERS.incrementAndGet() + " so far)");
    Assumptions.abort(reason);
  }

  @Override
  public void close() {
    out.println(
        "SKIPPED "
            + count.get()
            + " tests in all that need TimescaleDB (-Drequire.timescaledb=true makes them fail instead)");
  }
}
