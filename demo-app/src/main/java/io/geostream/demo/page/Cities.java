package io.geostream.demo.page;

import java.util.List;

/** The cities around which the producer's stations are, to name what the map shows. */
final class Cities {

  /** Farther from all of them a station has no city: 0.25° is the disc in which they are made. */
  private static final double NEAR_DEGREES = 0.6;

  /** In the order in which the page shows them. */
  static final List<City> ALL =
      List.of(
          new City("New York", 40.7128, -74.0060),
          new City("Los Angeles", 34.0522, -118.2437),
          new City("Chicago", 41.8781, -87.6298),
          new City("Houston", 29.7604, -95.3698),
          new City("Phoenix", 33.4484, -112.0740));

  /** What a station has that is near none. */
  static final int NONE = -1;

  /** A city's place in degrees. */
  record City(String name, double latitude, double longitude) {

    private boolean isNear(double otherLatitude, double otherLongitude) {
      double east = (otherLongitude - longitude) * Math.cos(Math.toRadians(latitude));
      return Math.hypot(otherLatitude - latitude, east) < NEAR_DEGREES;
    }
  }

  private Cities() {}

  /** The city's number in {@link #ALL}, or {@link #NONE}. */
  static int near(double latitude, double longitude) {
    for (int i = 0; i < ALL.size(); i++) {
      if (ALL.get(i).isNear(latitude, longitude)) {
        return i;
      }
    }
    return NONE;
  }
}
