package io.geostream.benchmark.stage;

import io.geostream.benchmark.BenchmarkException;
import io.geostream.stack.ChildProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/** Waits until readings have come through. */
final class Waiting {

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private Waiting() {}

  /** How many readings are through. */
  interface Progress {
    long now() throws SQLException, ExecutionException, InterruptedException;
  }

  /**
   * Waits for so many.
   *
   * @param worker who is to bring them
   * @throws BenchmarkException if they do not come in time, or the worker fails
   */
  static void await(long wanted, Duration atMost, ChildProcess worker, Progress progress) {
    long end = System.nanoTime() + atMost.toNanos();
    long found = now(progress);
    while (found < wanted) {
      if (worker.exitCode().orElse(0) != 0) {
        throw new BenchmarkException("%s failed:%n%s".formatted(worker.name(), worker.logEnd()));
      }
      if (System.nanoTime() > end) {
        throw new BenchmarkException(
            String.format(
                Locale.ROOT,
                "%s brought over %d readings of %d:%n%s",
                worker.name(),
                found,
                wanted,
                worker.logEnd()));
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      found = now(progress);
    }
  }

  private static long now(Progress progress) {
    try {
      return progress.now();
    } catch (SQLException | ExecutionException e) {
      throw new BenchmarkException("cannot see how far it is: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted while waiting");
    }
  }
}
