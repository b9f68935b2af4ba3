package io.geostream.common.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A reading's parts as decoded from a message, without an object for each: filled again for each
 * message, by one thread, and valid until the next. {@link #toReading()} makes a copy that stays.
 */
public final class ReadingFields {

  static final long NO_TIME = Long.MIN_VALUE;

  private static final byte[] NONE = {};

  private final double[] numbers = ReadingRules.noNumbers();
  private long epochMicros = NO_TIME;
  private byte[] location = NONE;
  private int locationFrom;
  private int locationLength;

  /** The parts of a reading. */
  public static ReadingFields of(Reading reading) {
    ReadingFields fields = new ReadingFields();
    fields.set(reading);
    return fields;
  }

  void set(Reading reading) {
    clear();
    epochMicros = reading.epochMicros();
    byte[] utf8 = reading.locationId().getBytes(StandardCharsets.UTF_8);
    setLocation(utf8, 0, utf8.length);
    NumericField.ALL.forEach(field -> numbers[field.index()] = reading.get(field));
  }

  /** A copy of its own. */
  public Reading toReading() {
    return new Reading(
        epochMicros,
        new String(location, locationFrom, locationLength, StandardCharsets.UTF_8),
        numbers.clone());
  }

  /** The time of measurement, in microseconds since 1970-01-01T00:00:00Z. */
  public long epochMicros() {
    return epochMicros;
  }

  /** The length of the station's name in UTF-8, in bytes. */
  public int locationLength() {
    return locationLength;
  }

  /** Copies the station's name in UTF-8 to where there is room for it. */
  public void copyLocation(byte[] to, int at) {
    System.arraycopy(location, locationFrom, to, at, locationLength);
  }

  /**
   * The value of the field with a number, see {@link NumericField#index()}, in its unit; NaN if it
   * is absent.
   */
  public double number(int index) {
    return numbers[index];
  }

  void clear() {
    Arrays.fill(numbers, Double.NaN);
    epochMicros = NO_TIME;
    locationLength = 0;
  }

  void setEpochMicros(long micros) {
    epochMicros = micros;
  }

  /** The name stays where it is: it is not copied. */
  void setLocation(byte[] utf8, int from, int length) {
    location = utf8;
    locationFrom = from;
    locationLength = length;
  }

  void setNumber(int index, double value) {
    numbers[index] = value;
  }

  /** Whether everything is there that a reading must have. */
  boolean isComplete() {
    return epochMicros != NO_TIME && locationLength > 0 && ReadingRules.hasMeasurement(numbers);
  }
}
