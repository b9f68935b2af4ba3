package io.geostream.producer.station;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a reading as one JSON object, as the tutorial's producer does. The texts between the
 * values are always the same bytes, and the stations' names have nothing that JSON escapes. Keeps a
 * buffer: one encoder a thread.
 */
final class ReadingEncoder {

  private static final byte[] TO_TIMESTAMP = ascii("{\"timestamp\":\"");
  private static final byte[] TO_LOCATION = ascii("\",\"location_id\":\"");
  private static final byte[] TO_LATITUDE = ascii("\",\"latitude\":");
  private static final byte[] TO_LONGITUDE = ascii(",\"longitude\":");
  private static final byte[] TO_TEMPERATURE = ascii(",\"temperature\":");
  private static final byte[] TO_HUMIDITY = ascii(",\"humidity\":");
  private static final byte[] TO_PRESSURE = ascii(",\"pressure\":");
  private static final byte[] TO_WIND_SPEED = ascii(",\"wind_speed\":");
  private static final byte[] TO_WIND_DIRECTION = ascii(",\"wind_direction\":");

  /** More than the longest name, and the seven longest numbers with all between them. */
  private static final int ROOM = 512;

  private final TimestampWriter timestamps = new TimestampWriter();
  private final byte[] buffer = new byte[ROOM];

  /**
   * The reading in UTF-8, in an array of its own.
   *
   * @param locationId the reading's, in ASCII
   */
  byte[] encode(Reading reading, byte[] locationId) {
    int at = put(TO_TIMESTAMP, 0);
    at = timestamps.write(reading.epochMicros(), buffer, at);
    at = put(TO_LOCATION, at);
    at = put(locationId, at);
    at = put(TO_LATITUDE, reading.latitude(), at);
    at = put(TO_LONGITUDE, reading.longitude(), at);
    at = put(TO_TEMPERATURE, reading.temperature(), at);
    at = put(TO_HUMIDITY, reading.humidity(), at);
    at = put(TO_PRESSURE, reading.pressure(), at);
    at = put(TO_WIND_SPEED, reading.windSpeed(), at);
    at = put(TO_WIND_DIRECTION, reading.windDirection(), at);
    buffer[at++] = '}';
    return Arrays.copyOf(buffer, at);
  }

  private int put(byte[] name, double value, int at) {
    return NumberWriter.write(value, buffer, put(name, at));
  }

  private int put(byte[] text, int at) {
    System.arraycopy(text, 0, buffer, at, text.length);
    return at + text.length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
