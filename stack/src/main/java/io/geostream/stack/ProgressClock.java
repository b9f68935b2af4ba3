package io.geostream.stack;

import java.time.Duration;

/** The time since something last moved. Safe to use from any thread. */
final class ProgressClock {
  private final Duration limit;
  private volatile long movedAt = System.nanoTime();

  ProgressClock(Duration limit) {
    this.limit = limit;
  }

  /** It moves. */
  void moved() {
    movedAt = System.nanoTime();
  }

  /** The time until it counts as stuck; zero or less if it does. */
  long nanosLeft() {
    return limit.toNanos() - (System.nanoTime() - movedAt);
  }

  /**
   * Makes sure that it is not stuck.
   *
   * @param what goes on after "no progress for 20 s: "
   * @throws StackException if it is
   */
  void check(String what) {
    if (nanosLeft() <= 0) {
      throw new StackException("no progress for " + limit.toSeconds() + " s: " + what);
    }
  }
}
