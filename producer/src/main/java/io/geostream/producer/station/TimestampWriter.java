package io.geostream.producer.station;

import io.geostream.common.decode.Timestamps;
import java.nio.charset.StandardCharsets;

/**
 * Writes what {@link Timestamps#format} gives, for times that follow each other: as long as the
 * second stays the same, only its fraction is written again. One writer a thread.
 */
final class TimestampWriter {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int FRACTION = "2026-11-22T20:07:56.".length();
  private static final int FRACTION_DIGITS = 6;

  /** So many bytes are written. */
  static final int LENGTH = "2026-11-22T20:07:56.123456+00:00".length();

  private final byte[] text = new byte[LENGTH];
  private long secondInText = Long.MIN_VALUE;

  /**
   * Writes a time.
   *
   * @param epochMicros in the years 0001 to 9999
   * @return where the text ends
   */
  int write(long epochMicros, byte[] to, int at) {
    long second = Math.floorDiv(epochMicros, MICROS_PER_SECOND);
    if (second != secondInText) {
      byte[] whole = Timestamps.format(epochMicros).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(whole, 0, text, 0, LENGTH);
      secondInText = second;
    }
    System.arraycopy(text, 0, to, at, LENGTH);
    int fraction = (int) (epochMicros - second * MICROS_PER_SECOND);
    for (int digit = at + FRACTION + FRACTION_DIGITS - 1; digit >= at + FRACTION; digit--) {
      to[digit] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    return at + LENGTH;
  }
}
