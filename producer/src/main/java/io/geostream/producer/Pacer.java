package io.geostream.producer;

import java.util.function.LongSupplier;

/**
 * Paces messages by a schedule: slot <i>n</i> is due at {@code start + n / rate}, counted from the
 * start and not from the last message, so that the time a message takes adds no drift.
 *
 * <p>Slots missed by up to {@link #ALLOWANCE_NANOS} are caught up. After a longer pause (a garbage
 * collection, a stopped process, an absent broker) the schedule restarts, so that no burst follows.
 * Sleeps last at least {@link #SHORTEST_SLEEP_NANOS}: at high rates a group of messages is due at
 * each wake-up. No message is early.
 */
public final class Pacer {

  /** How late the pacer may be and still catch up. */
  static final long ALLOWANCE_NANOS = 100_000_000;

  /** Timers are no finer than this. */
  static final long SHORTEST_SLEEP_NANOS = 1_000_000;

  private static final double NANOS_PER_SECOND = 1e9;

  /** Sleeps, perhaps less long than asked for. */
  public interface Sleeper {

    /** Sleeps for about the time given. */
    void sleep(long nanos) throws InterruptedException;
  }

  private final double interval;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;

  private boolean started;
  private long start;
  private long slot;

  /**
   * @param rate messages a second; 0 for no pacing
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public Pacer(double rate, LongSupplier nanoTime, Sleeper sleeper) {
    this.interval = rate == 0 ? 0 : NANOS_PER_SECOND / rate;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
  }

  /**
   * Waits until the next message is due; sleeps at most once, so that the caller can check for a
   * stop.
   */
  public boolean isDueAfterWaiting() throws InterruptedException {
    if (interval == 0) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (!started) {
      started = true;
      start = now;
    }
    long due = start + (long) (slot * interval);
    if (due - now > 0) {
      sleeper.sleep(Math.max(due - now, SHORTEST_SLEEP_NANOS));
      now = nanoTime.getAsLong();
      if (due - now > 0) {
        return false;
      }
    }
    if (now - due > ALLOWANCE_NANOS) {
      start = now;
      slot = 0;
    }
    slot++;
    return true;
  }
}
