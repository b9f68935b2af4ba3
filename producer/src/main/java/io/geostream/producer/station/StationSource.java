package io.geostream.producer.station;

import io.geostream.producer.Message;
import io.geostream.producer.MessageSource;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * Made readings without end. The stations take turns, in an order that jumps across the country;
 * the seed gives where it begins and each sensor's error.
 */
public final class StationSource implements MessageSource {

  private static final double GOLDEN_SECTION = 0.6180339887498949;

  private final Stations stations;
  private final Weather weather;
  private final Weather exactWeather = new Weather(Sine.EXACT);
  private final Weather.State state = new Weather.State();
  private final ReadingEncoder encoder = new ReadingEncoder();
  private final WeatherClock weatherClock;
  private final LongSupplier epochMicros;
  private final long seed;
  private final int stride;

  private int station;
  private long number;

  /**
   * @param locations how many stations there are
   * @param weatherClock what drives the weather
   * @param epochMicros what the timestamps are taken from: microseconds since 1970-01-01T00:00:00Z
   */
  public StationSource(
      int locations, long seed, WeatherClock weatherClock, LongSupplier epochMicros) {
    this(locations, seed, weatherClock, epochMicros, new Weather(Sine.QUICK));
  }

  /**
   * @param weather may be off by {@link Sine#QUICK_ERROR}: the readings are the same
   */
  StationSource(
      int locations,
      long seed,
      WeatherClock weatherClock,
      LongSupplier epochMicros,
      Weather weather) {
    this.weather = weather;
    this.stations = new Stations(locations);
    this.seed = seed;
    this.weatherClock = weatherClock;
    this.epochMicros = epochMicros;
    this.stride = stride(locations);
    this.station = (int) (Noise.unit(seed, -2) * locations);
  }

  @Override
  public Message next() {
    Reading reading = nextReading();
    byte[] key = reading.locationId().getBytes(StandardCharsets.US_ASCII);
    return new Message(key, encoder.encode(reading, key));
  }

  /** What the next message says. */
  Reading nextReading() {
    Reading reading = reading(station, number);
    number++;
    station = (int) (((long) station + stride) % stations.count());
    return reading;
  }

  private Reading reading(int at, long readingNumber) {
    double latitude = stations.latitude(at);
    double longitude = stations.longitude(at);
    double seconds = weatherClock.seconds(readingNumber);
    long error = Noise.bits(seed, readingNumber);
    measure(weather, latitude, longitude, seconds, error);
    if (!isRoundedForSure()) {
      measure(exactWeather, latitude, longitude, seconds, error);
    }
    return new Reading(
        epochMicros.getAsLong(),
        stations.name(at),
        latitude,
        longitude,
        Hundredths.rounded(state.temperature),
        Hundredths.rounded(state.humidity),
        Hundredths.rounded(state.pressure),
        Hundredths.rounded(state.windSpeed),
        direction(Hundredths.rounded(state.windDirection)));
  }

  /** Puts into the state what the station's sensors show, with all digits. */
  private void measure(Weather by, double latitude, double longitude, double seconds, long error) {
    by.at(latitude, longitude, seconds, state);
    state.temperature += 0.15 * Noise.signed(error, 0);
    state.humidity += 0.5 * Noise.signed(error, 1);
    state.pressure += 0.1 * Noise.signed(error, 2);
    state.windSpeed += 0.6 * Noise.signed(error, 3);
    double degrees = state.windDirection + 4 * Noise.signed(error, 4);
    state.windDirection = degrees - 360 * Math.floor(degrees / 360);
  }

  private boolean isRoundedForSure() {
    return Hundredths.isClear(state.temperature)
        && Hundredths.isClear(state.humidity)
        && Hundredths.isClear(state.pressure)
        && Hundredths.isClear(state.windSpeed)
        && Hundredths.isClear(state.windDirection);
  }

  /**
   * A step that visits all stations: near the golden section of their number, and coprime to it.
   */
  private static int stride(int locations) {
    int stride = Math.max(1, (int) (locations * GOLDEN_SECTION));
    while (greatestCommonDivisor(stride, locations) != 1) {
      stride++;
    }
    return stride;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  private static double direction(double degrees) {
    return degrees >= 360 ? 0 : degrees;
  }
}
