package io.geostream.demo.page;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest reading of each station, kept up from the rows that came. A station's number is its
 * place in the order of appearance and stays the same.
 */
final class LatestReadings {

  /** More than a map can show apart. */
  static final int MOST = 5_000;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<StationReading> latest = new ArrayList<>();
  private final List<Integer> cities = new ArrayList<>();
  private final BitSet changed = new BitSet();
  private int shown;

  /** Takes rows in, in any order; old ones and those of stations beyond {@link #MOST} are left. */
  void add(List<StationReading> rows) {
    rows.forEach(this::add);
  }

  private void add(StationReading row) {
    Integer number = numbers.get(row.location());
    if (number == null) {
      boolean hasPlace = !Double.isNaN(row.latitude()) && !Double.isNaN(row.longitude());
      if (hasPlace && latest.size() < MOST) {
        number = latest.size();
        numbers.put(row.location(), number);
        latest.add(row);
        cities.add(Cities.near(row.latitude(), row.longitude()));
        changed.set(number);
      }
    } else if (latest.get(number).epochMicros() < row.epochMicros()) {
      latest.set(number, row);
      changed.set(number);
    }
  }

  /** How many stations are known. */
  int size() {
    return latest.size();
  }

  /** A station's newest reading. */
  StationReading get(int number) {
    return latest.get(number);
  }

  /** The station's number; -1 if it is not known. */
  int number(String location) {
    return numbers.getOrDefault(location, -1);
  }

  /** The number of the city that a station is near, or {@link Cities#NONE}. */
  int city(int number) {
    return cities.get(number);
  }

  /** The mean temperature of a city's stations; NaN if none has one. */
  double meanTemperature(int city) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < latest.size(); i++) {
      double temperature = latest.get(i).temperature();
      if (cities.get(i) == city && !Double.isNaN(temperature)) {
        sum += temperature;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** All temperatures, by station number. */
  float[] temperatures() {
    float[] all = new float[latest.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) latest.get(i).temperature();
    }
    return all;
  }

  /** The stations that changed since the last {@link #shown}. */
  BitSet changed() {
    return changed;
  }

  /** All that has changed has been shown. */
  void shown() {
    changed.clear();
    shown = latest.size();
  }

  /** Whether a station was there already at the last {@link #shown}. */
  boolean wasShown(int number) {
    return number < shown;
  }
}
