package io.geostream.producer.station;

/**
 * The weather at a place and a time: a function, without state or chance, so that it goes on where
 * it was when a producer starts again. It is smooth in space (neighbours are alike; the waves are
 * 6° to 20° long, a city's stations at most 0.5° apart) and in time (periods of 1.3 to 9 days).
 *
 * <p>With latitude φ and longitude λ in degrees, local solar time <i>h</i> in turns (0 at midnight,
 * {@code h = t / 1 day + λ / 360}), and slow waves <i>W</i> of −1…1, each the mean of two {@link
 * Wave}s:
 *
 * <ul>
 *   <li>the day: {@code D = cos(2π (h − 15/24))}, highest at 15:00;
 *   <li>deviation of temperature: {@code d = 4.5 D + 3 W₁} °C;
 *   <li>temperature: {@code 25 + 0.2 (36 − φ) + d} °C, warmer in the south;
 *   <li>relative humidity: {@code 55 − 2.2 d + 6 W₂} %: warm air is dry air;
 *   <li>pressure: {@code 1010 + 7 W₃ + 0.8 cos(4π (h − 10/24))} hPa, with the atmosphere's
 *       half-daily tide, highest at 10:00 and 22:00;
 *   <li>wind speed: {@code 7 + 4 W₄ + 1.8 D} m/s, with the afternoon's breeze;
 *   <li>wind direction: {@code 360 (t / 5 days + 0.2 W₃ + φ/40 + λ/60)}°, turning slowly.
 * </ul>
 *
 * For φ from 29° to 43° all stay inside the tutorial's ranges (15…35 °C, 30…80 %, 1000…1020 hPa,
 * 0…20 m/s) with room for a sensor's error. There are no seasons: those ranges leave no room for
 * them.
 */
final class Weather {

  static final double SECONDS_PER_DAY = 86_400;

  private static final double TURNING_SECONDS = 5 * SECONDS_PER_DAY;
  private static final double WARMEST = 15 / 24.0;
  private static final double TIDE = 10 / 24.0;
  private static final double QUARTER = 0.25;

  private final Wave[] warmth = {wave(5.3, 14, 17, 0.13), wave(2.1, -9, 8, 0.71)};
  private final Wave[] moisture = {wave(4.1, 11, -13, 0.37), wave(1.7, 7, 9, 0.05)};
  private final Wave[] mass = {wave(8.9, 20, 16, 0.59), wave(3.3, -12, 10, 0.83)};
  private final Wave[] storms = {wave(2.9, 10, 12, 0.21), wave(1.3, 6, -8, 0.47)};

  private final Sine sine;

  /** Computed with these sines. */
  Weather(Sine sine) {
    this.sine = sine;
  }

  /** What a perfect instrument would show; in the units of a reading. */
  static final class State {
    double temperature;
    double humidity;
    double pressure;
    double windSpeed;

    /** Not reduced to a turn. */
    double windDirection;
  }

  private static Wave wave(double days, double latitude, double longitude, double phase) {
    return new Wave(days * SECONDS_PER_DAY, latitude, longitude, phase);
  }

  /**
   * Computes the weather into {@code state}.
   *
   * @param seconds since 1970-01-01T00:00:00Z
   */
  void at(double latitude, double longitude, double seconds, State state) {
    double solarTime = seconds / SECONDS_PER_DAY + longitude / 360;
    double day = sine.ofTurns(solarTime - WARMEST + QUARTER);
    double tide = sine.ofTurns(2 * (solarTime - TIDE) + QUARTER);
    double pressureWave = mean(mass, latitude, longitude, seconds);
    double deviation = 4.5 * day + 3 * mean(warmth, latitude, longitude, seconds);

    state.temperature = 25 + 0.2 * (36 - latitude) + deviation;
    state.humidity = 55 - 2.2 * deviation + 6 * mean(moisture, latitude, longitude, seconds);
    state.pressure = 1010 + 7 * pressureWave + 0.8 * tide;
    state.windSpeed = 7 + 4 * mean(storms, latitude, longitude, seconds) + 1.8 * day;
    state.windDirection =
        360 * (seconds / TURNING_SECONDS + 0.2 * pressureWave + latitude / 40 + longitude / 60);
  }

  private double mean(Wave[] waves, double latitude, double longitude, double seconds) {
    double sum = 0;
    for (Wave wave : waves) {
      sum += wave.at(latitude, longitude, seconds, sine);
    }
    return sum / waves.length;
  }
}
