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

  /** −1 to 1. */
  double at(double latitude, double longitude, double seconds, Sine sine) {
    return sine.ofTurns(
        seconds / periodSeconds
            + latitude / latitudeDegrees
            + longitude / longitudeDegrees
            + phase);
  }
}
