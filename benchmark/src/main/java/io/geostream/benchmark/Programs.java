package io.geostream.benchmark;

import io.geostream.common.daemon.Faults;
import io.geostream.stack.StackException;
import java.io.PrintStream;

/** How every subcommand runs, and ends. */
final class Programs {

  private static final int EXIT_FAULT = 1;

  private Programs() {}

  /** What a subcommand does. */
  interface Body {
    void run(PrintStream out) throws Exception;
  }

  /** Runs it; a fault is one line on stderr and exit code 1. */
  static int run(Body body) {
    try {
      body.run(System.out);
      return 0;
    } catch (BenchmarkException | StackException e) {
      System.err.println("benchmark: " + e.getMessage());
    } catch (Exception e) { // the top of the program: a stack trace is no answer to a user
      System.err.println("benchmark: " + Faults.oneLine(e));
    }
    return EXIT_FAULT;
  }
}
