package io.geostream.producer.station;

import java.util.function.LongSupplier;

/** What time it is for the weather; a reading's timestamp is another matter. */
public interface WeatherClock {

  /** How far a simulated clock advances with each reading: the tutorial's 500 ms. */
  double SECONDS_PER_READING = 0.5;

  /**
   * The weather's time for a reading.
   *
   * @param number the reading's number in this run, from 0
   * @return seconds since 1970-01-01T00:00:00Z
   */
  double seconds(long number);

  /**
   * Real time, for a run without a seed: the daily cycle is that of the day outside.
   *
   * @param epochMicros the wall clock
   */
  static WeatherClock real(LongSupplier epochMicros) {
    return number -> epochMicros.getAsLong() / 1e6;
  }

  /**
   * A simulated time, for a run with a seed: it begins at an hour of the 2020s that the seed gives
   * and advances by {@link #SECONDS_PER_READING} with each reading, however fast they are made, so
   * that the readings of two runs are the same.
   */
  static WeatherClock simulated(long seed) {
    double years = 10 * Noise.unit(seed, -1);
    double start = Math.rint((50 + years) * 365.25 * 24) * 3_600;
    return number -> start + number * SECONDS_PER_READING;
  }
}
