package io.geostream.producer.station;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.producer.Message;
import java.nio.charset.StandardCharsets;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StationSourceTest {

  private static final long NEW_YEAR_2026 = 1_767_225_600_000_000L;

  private static StationSource seeded(int locations, long seed, LongSupplier epochMicros) {
    return new StationSource(locations, seed, WeatherClock.simulated(seed), epochMicros);
  }

  private static List<Reading> take(int count, StationSource source) {
    return Stream.generate(source::nextReading).limit(count).toList();
  }

  /** All of a reading but its time. */
  private static String values(Reading reading) {
    return reading.toString().replaceFirst("epochMicros=\\d+", "");
  }

  @Test
  void givesTheSameReadingsForTheSameSeedWhateverTheTime() {
    List<String> once =
        take(5_000, seeded(1_000, 42, () -> NEW_YEAR_2026)).stream()
            .map(StationSourceTest::values)
            .toList();
    List<String> again =
        take(5_000, seeded(1_000, 42, () -> NEW_YEAR_2026 + 86_400_000_000L)).stream()
            .map(StationSourceTest::values)
            .toList();
    List<String> other =
        take(5_000, seeded(1_000, 43, () -> NEW_YEAR_2026)).stream()
            .map(StationSourceTest::values)
            .toList();
    assertThat(again).isEqualTo(once);
    Set<String> both = new HashSet<>(once);
    both.retainAll(new HashSet<>(other));
    assertThat(both).isEmpty();
  }

  @Test
  void givesTheSameReadingsWithQuickSinesAsWithExactOnes() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("StationSourceTest: -Dseed=" + seed);
    WeatherClock clock = WeatherClock.simulated(seed);
    LongSupplier epochMicros = () -> NEW_YEAR_2026;
    StationSource quick = new StationSource(1_000, seed, clock, epochMicros);
    StationSource exact =
        new StationSource(1_000, seed, clock, epochMicros, new Weather(Sine.EXACT));
    for (int i = 0; i < 300_000; i++) {
      Reading expected = exact.nextReading();
      Reading reading = quick.nextReading();
      if (!reading.equals(expected)) {
        assertThat(reading).isEqualTo(expected);
      }
    }
  }

  @Test
  void staysInTheTutorialsRangesThroughAYearAndUsesMostOfThem() {
    long[] now = {NEW_YEAR_2026};
    StationSource source =
        new StationSource(1_000, 7, WeatherClock.real(() -> now[0]), () -> now[0]);
    DoubleSummaryStatistics temperature = new DoubleSummaryStatistics();
    DoubleSummaryStatistics humidity = new DoubleSummaryStatistics();
    DoubleSummaryStatistics pressure = new DoubleSummaryStatistics();
    DoubleSummaryStatistics windSpeed = new DoubleSummaryStatistics();
    DoubleSummaryStatistics windDirection = new DoubleSummaryStatistics();
    for (int i = 0; i < 400_000; i++, now[0] += 79_000_000) {
      Reading reading = source.nextReading();
      temperature.accept(reading.temperature());
      humidity.accept(reading.humidity());
      pressure.accept(reading.pressure());
      windSpeed.accept(reading.windSpeed());
      windDirection.accept(reading.windDirection());
    }
    assertRange(temperature, 15, 35, 12);
    assertRange(humidity, 30, 80, 30);
    assertRange(pressure, 1000, 1020, 10);
    assertRange(windSpeed, 0, 20, 9);
    assertRange(windDirection, 0, 360, 359);
  }

  private static void assertRange(
      DoubleSummaryStatistics values, double min, double max, double width) {
    assertThat(values.getMin()).isBetween(min, max);
    assertThat(values.getMax()).isBetween(min, max);
    assertThat(values.getMax() - values.getMin()).isGreaterThan(width);
  }

  @Test
  void keysAMessageByItsStation() {
    StationSource source = seeded(10, 1, () -> NEW_YEAR_2026);
    Reading reading = seeded(10, 1, () -> NEW_YEAR_2026).nextReading();
    Message message = source.next();
    assertThat(new String(message.key(), StandardCharsets.UTF_8)).isEqualTo(reading.locationId());
    assertThat(new String(message.value(), StandardCharsets.UTF_8))
        .startsWith(
            "{\"timestamp\":\"2026-01-01T00:00:00.000000+00:00\",\"location_id\":\""
                + reading.locationId()
                + "\",\"latitude\":"
                + reading.latitude());
  }

  @Test
  void keepsEachStationAtOnePlaceNearItsCityWithAnySeed() {
    Map<String, String> places = new HashMap<>();
    for (long seed = 1; seed <= 3; seed++) {
      for (Reading reading : take(3_000, seeded(1_000, seed, () -> NEW_YEAR_2026))) {
        double latitude = reading.latitude();
        double longitude = reading.longitude();
        String place = latitude + " " + longitude;
        assertThat(places.computeIfAbsent(reading.locationId(), id -> place)).isEqualTo(place);

        int station = Integer.parseInt(reading.locationId().substring("loc_".length())) - 1;
        City city = Stations.city(station);
        double east = (longitude - city.longitude) * Math.cos(Math.toRadians(city.latitude));
        assertThat(Math.hypot(latitude - city.latitude, east))
            .isLessThanOrEqualTo(Stations.RADIUS_DEGREES + 1e-5);
      }
    }
    assertThat(places).hasSize(1_000);
    assertThat(places.values()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 10, 97, 1_000, 1_024, 99_999})
  void letsAllStationsTakeTurns(int locations) {
    Set<String> ids = new HashSet<>();
    take(locations, seeded(locations, 5, () -> NEW_YEAR_2026))
        .forEach(reading -> ids.add(reading.locationId()));
    assertThat(ids).hasSize(locations).contains("loc_1", "loc_" + locations);
  }

  @Test
  void takesTimestampsFromTheClock() {
    long[] now = {NEW_YEAR_2026};
    StationSource source = seeded(10, 1, () -> now[0]++);
    assertThat(take(3, source))
        .extracting(Reading::epochMicros)
        .containsExactly(NEW_YEAR_2026, NEW_YEAR_2026 + 1, NEW_YEAR_2026 + 2);
  }
}
