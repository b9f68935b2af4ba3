package io.geostream.common.reading;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Writes a {@code double} as the shortest decimal that reads as the same one, in the layout of
 * {@link Double#toString(double)} of Java 19.
 *
 * <p>Sensors give a few digits behind the point. If {@code digits / 10ⁿ} with at most 15 digits is
 * the number, those digits are the shortest too: two decimals of up to 15 digits are never the same
 * {@code double}. All other numbers are left to Jackson's writer.
 */
final class NumberWriter {

  /**
   * The longest text: a sign, 17 digits with a point, an exponent of three digits with its sign.
   */
  static final int LONGEST = "-1.2345678901234567E-300".length();

  /** From here to {@link #LARGE} numbers are written without an exponent. */
  private static final double SMALL = 1e-3;

  private static final double LARGE = 1e7;

  /** How many digits behind the point measurements have, and positions. */
  private static final int FEW = 2;

  private static final int MORE = 5;
  private static final double POWER_FEW = 1e2;
  private static final double POWER_MORE = 1e5;

  private NumberWriter() {}

  /**
   * Writes a number.
   *
   * @param value neither infinite nor NaN
   * @return where its text ends
   */
  static int write(double value, byte[] to, int at) {
    double size = Math.abs(value);
    if (size < LARGE && (size >= SMALL || size == 0)) {
      long few = (long) (size * POWER_FEW + 0.5);
      if (few / POWER_FEW == size) {
        return decimal(few, FEW, to, sign(value, to, at));
      }
      long more = (long) (size * POWER_MORE + 0.5);
      if (more / POWER_MORE == size) {
        return decimal(more, MORE, to, sign(value, to, at));
      }
    }
    return any(value, to, at);
  }

  private static int sign(double value, byte[] to, int at) {
    if (Double.doubleToRawLongBits(value) >= 0) { // zero has a sign, too
      return at;
    }
    to[at] = '-';
    return at + 1;
  }

  /** Writes {@code number / 10^places}, with no more zeros at the end than the one of "1.0". */
  private static int decimal(long number, int places, byte[] to, int at) {
    long digits = number;
    int behind = places;
    for (; behind > 1 && digits % 10 == 0; behind--) {
      digits /= 10;
    }
    int length = Math.max(digitsOf(digits), behind + 1);
    int point = at + length - behind;
    for (int i = at + length; i >= at; i--) {
      if (i == point) {
        to[i] = '.';
      } else {
        to[i] = (byte) ('0' + digits % 10);
        digits /= 10;
      }
    }
    return at + length + 1;
  }

  private static int digitsOf(long number) {
    int digits = 1;
    for (long limit = 10; number >= limit; limit *= 10) {
      digits++;
    }
    return digits;
  }

  private static int any(double value, byte[] to, int at) {
    String text = NumberOutput.toString(value, true);
    for (int i = 0; i < text.length(); i++) {
      to[at + i] = (byte) text.charAt(i);
    }
    return at + text.length();
  }
}
