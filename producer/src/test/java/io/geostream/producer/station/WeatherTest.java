package io.geostream.producer.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeatherTest {

  private static final double DAY = Weather.SECONDS_PER_DAY;
  private static final double HOUR = 3_600;
  private static final double NOON_2026 = 1_767_268_800; // 2026-01-01T12:00:00Z

  private final Weather weather = new Weather(Sine.EXACT);

  private Weather.State at(double latitude, double longitude, double seconds) {
    Weather.State state = new Weather.State();
    weather.at(latitude, longitude, seconds, state);
    return state;
  }

  private static double solarHour(double seconds, double longitude) {
    double turns = seconds / DAY + longitude / 360;
    return 24 * (turns - Math.floor(turns));
  }

  @Test
  void isWarmestInTheAfternoonOfEachCity() {
    for (City city : City.values()) {
      double[] byHour = new double[24];
      for (int step = 0; step < 365 * 24; step++) {
        double seconds = NOON_2026 + step * HOUR;
        byHour[(int) solarHour(seconds, city.longitude)] +=
            at(city.latitude, city.longitude, seconds).temperature / 365;
      }
      int warmest = indexOfLargest(byHour);
      int coldest = indexOfLargest(IntStream.range(0, 24).mapToDouble(h -> -byHour[h]).toArray());
      assertThat(warmest).as("warmest hour of %s", city).isBetween(14, 15);
      assertThat(coldest).as("coldest hour of %s", city).isBetween(2, 3);
      assertThat(byHour[warmest] - byHour[coldest]).isBetween(8.0, 10.0);
    }
  }

  private static int indexOfLargest(double[] values) {
    return IntStream.range(0, values.length)
        .reduce((a, b) -> values[a] >= values[b] ? a : b)
        .orElseThrow();
  }

  @Test
  void isDryWhenItIsWarm() {
    double[] warmth = new double[2_000];
    double[] moisture = new double[2_000];
    for (int i = 0; i < warmth.length; i++) {
      Weather.State state = at(41.9, -87.6, NOON_2026 + i * 4.3 * HOUR);
      warmth[i] = state.temperature;
      moisture[i] = state.humidity;
    }
    assertThat(correlation(warmth, moisture)).isLessThan(-0.8);
  }

  @Test
  void isAlikeAtNeighboursAndNotAcrossTheCountry() {
    double apartNearby = 0;
    double apartAcross = 0;
    for (int i = 0; i < 2_000; i++) {
      double seconds = NOON_2026 + i * 4.3 * HOUR;
      Weather.State here = at(33.45, -112.07, seconds);
      Weather.State near = at(33.55, -112.17, seconds);
      Weather.State far = at(40.71, -74.0, seconds);
      assertThat(near.temperature).isCloseTo(here.temperature, within(0.5));
      assertThat(near.humidity).isCloseTo(here.humidity, within(1.6));
      assertThat(near.pressure).isCloseTo(here.pressure, within(0.75));
      assertThat(near.windSpeed).isCloseTo(here.windSpeed, within(0.65));
      assertThat(near.windDirection).isCloseTo(here.windDirection, within(9.0));
      apartNearby += Math.abs(near.temperature - here.temperature);
      apartAcross += Math.abs(far.temperature - here.temperature);
    }
    assertThat(apartAcross).isGreaterThan(8 * apartNearby);
  }

  @Test
  void changesSlowly() {
    for (int i = 0; i < 10_000; i++) {
      double seconds = NOON_2026 + i * 0.9 * HOUR;
      Weather.State now = at(29.76, -95.37, seconds);
      Weather.State later = at(29.76, -95.37, seconds + 60);
      assertThat(later.temperature).isCloseTo(now.temperature, within(0.05));
      assertThat(later.humidity).isCloseTo(now.humidity, within(0.15));
      assertThat(later.pressure).isCloseTo(now.pressure, within(0.05));
      assertThat(later.windSpeed).isCloseTo(now.windSpeed, within(0.05));
      assertThat(later.windDirection).isCloseTo(now.windDirection, within(0.3));
    }
  }

  @Test
  void turnsTheWindThroughAllDirections() {
    double before = at(34, -118, NOON_2026).windDirection;
    double after = at(34, -118, NOON_2026 + 30 * DAY).windDirection;
    assertThat(after - before).isGreaterThan(5 * 360);
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = IntStream.range(0, a.length).mapToDouble(i -> a[i]).average().orElseThrow();
    double meanB = IntStream.range(0, b.length).mapToDouble(i -> b[i]).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
