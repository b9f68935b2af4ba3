package io.geostream.common.reading;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What makes a reading a reading, in one place. Each rule gives the fault it found, or null. */
final class ReadingRules {

  /** The longest {@code location_id}, in code points. */
  static final int LONGEST_LOCATION_ID = 128;

  static final long MIN_EPOCH_MICROS = micros("0001-01-01T00:00:00Z");
  static final long MAX_EPOCH_MICROS = micros("9999-12-31T23:59:59.999999Z");

  private static final int[] MEASUREMENTS =
      NumericField.MEASUREMENTS.stream().mapToInt(NumericField::index).toArray();

  private ReadingRules() {}

  /** All numbers absent. */
  static double[] noNumbers() {
    double[] numbers = new double[NumericField.ALL.size()];
    Arrays.fill(numbers, Double.NaN);
    return numbers;
  }

  /** Applies all rules; NaN stands for an absent number. */
  static @Nullable BadRecord firstFault(long epochMicros, String locationId, double[] numbers) {
    BadRecord fault = time(epochMicros);
    if (fault == null) {
      fault = locationId(locationId);
    }
    for (NumericField field : NumericField.ALL) {
      double value = numbers[field.index()];
      if (fault == null && !Double.isNaN(value)) {
        fault = number(field, value);
      }
    }
    return fault != null ? fault : measurements(numbers);
  }

  /**
   * Four-digit years: what ISO-8601 writes without agreement, and well inside PostgreSQL's range.
   */
  static @Nullable BadRecord time(long epochMicros) {
    return acceptsTime(epochMicros)
        ? null
        : new BadRecord(ErrorCode.OUT_OF_RANGE, "timestamp: the year is outside 0001…9999");
  }

  static boolean acceptsTime(long epochMicros) {
    return epochMicros >= MIN_EPOCH_MICROS && epochMicros <= MAX_EPOCH_MICROS;
  }

  static @Nullable BadRecord locationId(String id) {
    int length = id.codePointCount(0, id.length());
    if (length < 1 || length > LONGEST_LOCATION_ID) {
      return new BadRecord(
          ErrorCode.OUT_OF_RANGE,
          String.format(
              Locale.ROOT,
              "location_id: %d characters, allowed are 1…%d",
              length,
              LONGEST_LOCATION_ID));
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (Character.isISOControl(c)) {
        return new BadRecord(
            ErrorCode.OUT_OF_RANGE,
            String.format(
                Locale.ROOT, "location_id: control character U+%04X at position %d", (int) c, i));
      }
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < id.length() && Character.isSurrogatePair(c, id.charAt(i + 1));
        if (!pair) {
          return new BadRecord(
              ErrorCode.OUT_OF_RANGE,
              String.format(
                  Locale.ROOT, "location_id: lone surrogate U+%04X at position %d", (int) c, i));
        }
        i++;
      }
    }
    return null;
  }

  static @Nullable BadRecord number(NumericField field, double value) {
    return field.accepts(value)
        ? null
        : new BadRecord(
            ErrorCode.OUT_OF_RANGE,
            String.format(
                Locale.ROOT,
                "%s: %s is outside %s…%s %s",
                field.column(),
                value,
                plain(field.min()),
                plain(field.max()),
                field.unit()));
  }

  static @Nullable BadRecord measurements(double[] numbers) {
    if (hasMeasurement(numbers)) {
      return null;
    }
    return new BadRecord(
        ErrorCode.NO_MEASUREMENT,
        "none of "
            + String.join(
                ", ", NumericField.MEASUREMENTS.stream().map(NumericField::column).toList()));
  }

  static boolean hasMeasurement(double[] numbers) {
    for (int index : MEASUREMENTS) {
      if (!Double.isNaN(numbers[index])) {
        return true;
      }
    }
    return false;
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private static long micros(String instant) {
    Instant time = Instant.parse(instant);
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }
}
