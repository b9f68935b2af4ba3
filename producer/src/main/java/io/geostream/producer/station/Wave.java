package io.geostream.producer.station;

/**
 * A plane wave over the map: {@code sin(2π (t / period + latitude / perLatitude + longitude /
 * perLongitude + phase))}.
 *
 * @param periodSeconds how long it takes to pass over a place
 * @param latitudeDegrees its length from south to north; negative for a wave that comes the other
 *     way
 * @param longitudeDegrees its length from west to east
 * @param phase in turns
 */
record Wave(double periodSeconds, double latitudeDegrees, double longitudeDegrees, double phase) {

  private static final double TURN = 2 * Math.PI;

  /** −1 to 1. */
  double at(double latitude, double longitude, double seconds) {
    return sine(
        seconds / periodSeconds
            + latitude / latitudeDegrees
            + longitude / longitudeDegrees
            + phase);
  }

  /**
   * The sine of an angle in turns; whole turns are taken off first, which keeps it fast and exact.
   */
  static double sine(double turns) {
    return Math.sin(TURN * (turns - Math.rint(turns)));
  }
}
