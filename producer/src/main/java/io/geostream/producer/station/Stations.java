package io.geostream.producer.station;

/**
 * The stations: {@code loc_1} to {@code loc_N}, each at one place near one of the tutorial's
 * cities. Names and places follow from a station's number alone: they stay the same in each run and
 * with each seed, so that a map of them does.
 *
 * <p>A station is a city's neighbour within {@link #RADIUS_DEGREES} of latitude (some 28 km),
 * evenly spread over that disc.
 */
final class Stations {

  /** The disc around a city, in degrees of latitude. */
  static final double RADIUS_DEGREES = 0.25;

  private static final City[] CITIES = City.values();
  private static final long PLACES = 0x67656f73747265L;
  private static final double PER_DEGREE = 1e5;

  private final double[] latitudes;
  private final double[] longitudes;

  Stations(int count) {
    latitudes = new double[count];
    longitudes = new double[count];
    for (int station = 0; station < count; station++) {
      City city = city(station);
      double distance = RADIUS_DEGREES * Math.sqrt(Noise.unit(PLACES, 2L * station));
      double angle = 2 * Math.PI * Noise.unit(PLACES, 2L * station + 1);
      double shrunk = Math.cos(Math.toRadians(city.latitude));
      latitudes[station] = rounded(city.latitude + distance * Math.cos(angle));
      longitudes[station] = rounded(city.longitude + distance * Math.sin(angle) / shrunk);
    }
  }

  /** How many there are. */
  int count() {
    return latitudes.length;
  }

  /** The city that station number {@code station}, from 0, is near. */
  static City city(int station) {
    return CITIES[station % CITIES.length];
  }

  /** The station's {@code location_id}. */
  String name(int station) {
    return "loc_" + (station + 1);
  }

  /** Degrees, of which five digits (a metre) are kept. */
  double latitude(int station) {
    return latitudes[station];
  }

  /** Degrees, of which five digits (a metre) are kept. */
  double longitude(int station) {
    return longitudes[station];
  }

  private static double rounded(double degrees) {
    return Math.rint(degrees * PER_DEGREE) / PER_DEGREE;
  }
}
