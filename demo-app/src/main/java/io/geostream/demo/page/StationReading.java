package io.geostream.demo.page;

/**
 * A row of the table; what is NULL there is NaN here.
 *
 * @param epochMicros its time
 */
record StationReading(
    String location,
    long epochMicros,
    double latitude,
    double longitude,
    double temperature,
    double humidity,
    double pressure,
    double windSpeed,
    double windDirection) {}
