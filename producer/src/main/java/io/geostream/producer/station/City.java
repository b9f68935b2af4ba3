package io.geostream.producer.station;

/** The tutorial's five cities. */
enum City {
  NEW_YORK(40.7128, -74.0060),
  LOS_ANGELES(34.0522, -118.2437),
  CHICAGO(41.8781, -87.6298),
  HOUSTON(29.7604, -95.3698),
  PHOENIX(33.4484, -112.0740);

  /** Degrees. */
  final double latitude;

  /** Degrees. */
  final double longitude;

  City(double latitude, double longitude) {
    this.latitude = latitude;
    this.longitude = longitude;
  }
}
