package io.geostream.producer.station;

/**
 * A station's reading, with all that one may have.
 *
 * @param epochMicros the time of measurement, in microseconds since 1970-01-01T00:00:00Z
 * @param locationId the station's name, see {@link Stations#name}
 * @param latitude in degrees
 * @param longitude in degrees
 * @param temperature in °C
 * @param humidity relative, in %
 * @param pressure in hPa
 * @param windSpeed in m/s
 * @param windDirection where the wind comes from, in degrees clockwise from north
 */
record Reading(
    long epochMicros,
    String locationId,
    double latitude,
    double longitude,
    double temperature,
    double humidity,
    double pressure,
    double windSpeed,
    double windDirection) {}
