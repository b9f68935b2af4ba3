package io.geostream.consumer.write;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next try: doubling from 50 ms to 1 s, each shortened by up to a half
 * at random so that many consumers do not retry at the same moment. The cap is low so that
 * consumers are back within seconds after their server.
 */
public final class Backoff {

  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 1_000;

  private final DoubleSupplier random;

  /**
   * @param random numbers from 0 to 1
   */
  public Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /** The wait after a number of failures in a row, from 1. */
  public Duration after(int failures) {
    long whole = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 10));
    return Duration.ofMillis(whole - (long) (whole / 2.0 * random.getAsDouble()));
  }
}
