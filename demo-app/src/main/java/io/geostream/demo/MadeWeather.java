package io.geostream.demo;

import java.util.List;
import java.util.Locale;

/**
 * How time passes in the producer's weather. With a seed each reading is half a second of weather
 * later than the one before: at the demo's rate a day and a night pass while somebody looks on. At
 * high rates that would flicker, at low ones real time is quicker: there the weather is that of
 * now.
 */
record MadeWeather(List<String> flags, String description) {

  private static final double SECONDS_PER_READING = 0.5;
  private static final double SLOWEST = 20;
  private static final double FASTEST = 3_000;
  private static final double DAY = 86_400;

  /**
   * The one that fits.
   *
   * @param rate readings/s; 0 for as fast as it can
   */
  static MadeWeather at(double rate, long seed) {
    if (rate < SLOWEST || rate > FASTEST) {
      return new MadeWeather(List.of(), "made-up weather");
    }
    double dayMinutes = DAY / (rate * SECONDS_PER_READING) / 60;
    return new MadeWeather(
        List.of("--seed", Long.toString(seed)),
        String.format(Locale.ROOT, "made-up weather: a day passes in %.0f min", dayMinutes));
  }
}
