package io.geostream.demo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatestReadingsTest {

  private final LatestReadings latest = new LatestReadings();

  @Test
  void keepsTheNewestOfEachStationInWhateverOrderTheyCome() {
    latest.add(List.of(newYork("a", 3, 13), newYork("b", 1, 21), newYork("a", 2, 12)));

    assertThat(latest.size()).isEqualTo(2);
    assertThat(latest.get(latest.number("a")).temperature()).isEqualTo(13);
    assertThat(latest.meanTemperature(0)).isEqualTo(17, within(1e-9));
    assertThat(latest.meanTemperature(1)).isNaN();
  }

  @Test
  void tellsWhatChangedSinceItWasShown() {
    latest.add(List.of(newYork("a", 1, 10), newYork("b", 1, 20)));
    latest.shown();

    latest.add(List.of(newYork("b", 1, 20), newYork("a", 2, 11), newYork("c", 2, 30)));

    assertThat(latest.changed().stream()).containsExactly(0, 2);
    assertThat(latest.wasShown(0)).isTrue();
    assertThat(latest.wasShown(2)).isFalse();
  }

  @Test
  void knowsNoMoreStationsThanAMapCanShow() {
    latest.add(
        IntStream.range(0, LatestReadings.MOST + 10)
            .mapToObj(i -> newYork("loc_" + i, 1, 20))
            .toList());

    assertThat(latest.size()).isEqualTo(LatestReadings.MOST);
  }

  @Test
  void leavesAStationWithoutAPlaceOutAndOneFarFromAllCitiesToNone() {
    latest.add(
        List.of(reading("nowhere", 1, Double.NaN, Double.NaN, 1), reading("sea", 1, 0, 0, 2)));

    assertThat(latest.number("nowhere")).isEqualTo(-1);
    assertThat(latest.city(latest.number("sea"))).isEqualTo(Cities.NONE);
  }

  private static StationReading newYork(String station, long time, double temperature) {
    return reading(station, time, 40.7, -74.1, temperature);
  }

  private static StationReading reading(
      String station, long time, double latitude, double longitude, double temperature) {
    return new StationReading(station, time, latitude, longitude, temperature, 50, 1013, 5, 270);
  }
}
