package io.geostream.benchmark.stage;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Readings as the tutorial's producer makes them: uniformly random values with all their digits,
 * five cities, some 308 bytes of JSON with a blank after each colon and comma. The same seed gives
 * the same readings, times aside.
 */
public final class TutorialReadings {

  private static final double[][] CITIES = {
    {40.7128, -74.0060},
    {34.0522, -118.2437},
    {41.8781, -87.6298},
    {29.7604, -95.3698},
    {33.4484, -112.0740}
  };
  private static final double WITHIN_DEGREES = 0.01;
  private static final int USUAL_LENGTH = 320;

  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final SplittableRandom random;
  private final int locations;
  private final Clock clock;
  private final StringBuilder text = new StringBuilder(USUAL_LENGTH);

  /**
   * @param locations how many stations: {@code loc_1} and so on
   * @param clock gives each reading's time
   */
  public TutorialReadings(long seed, int locations, Clock clock) {
    this.random = new SplittableRandom(seed);
    this.locations = locations;
    this.clock = clock;
  }

  /** The next one. */
  public Message next() {
    String location = "loc_" + random.nextInt(1, locations + 1);
    double[] city = CITIES[random.nextInt(CITIES.length)];
    Instant now = clock.instant();
    text.setLength(0);
    text.append("{\"timestamp\": \"");
    TIME.formatTo(now, text);
    text.append("\", \"location_id\": \"").append(location).append('"');
    field("latitude", city[0] - WITHIN_DEGREES, city[0] + WITHIN_DEGREES);
    field("longitude", city[1] - WITHIN_DEGREES, city[1] + WITHIN_DEGREES);
    field("temperature", 15, 35);
    field("humidity", 30, 80);
    field("pressure", 1000, 1020);
    field("wind_speed", 0, 20);
    field("wind_direction", 0, 360);
    text.append('}');
    return new Message(location, text.toString());
  }

  private void field(String name, double from, double to) {
    text.append(", \"")
        .append(name)
        .append("\": ")
        .append(from + (to - from) * random.nextDouble());
  }
}
