package io.geostream.demo.page;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Does a thing again after a pause: the longer it took, the longer the pause, so that it never
 * takes more than a twentieth of the time. For one thread.
 */
final class Pause {

  private static final int SHARE = 20;

  private final long shortestNanos;
  private long nextNanos = System.nanoTime();

  Pause(Duration shortest) {
    shortestNanos = shortest.toNanos();
  }

  /** What is done. */
  interface Work {
    void run() throws SQLException;
  }

  /** Does it, unless it is too early. A failure takes its time too, and is paused after alike. */
  void runIfDue(Work work) throws SQLException {
    long start = System.nanoTime();
    if (start - nextNanos < 0) {
      return;
    }
    try {
      work.run();
    } finally {
      long end = System.nanoTime();
      nextNanos = end + Math.max(shortestNanos, SHARE * (end - start));
    }
  }
}
