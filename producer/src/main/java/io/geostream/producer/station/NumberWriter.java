package io.geostream.producer.station;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Writes a {@code double} as the shortest decimal that reads as the same one, in the layout of
 * {@link Double#toString(double)} of Java 19.
 *
 * <p>Sensors give a few digits after the point. If {@code digits / 10ⁿ} with at most 15 digits is
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

  /** How many digits after the point measurements have, and positions. */
  private static final int FEW = 2;

  private static final int MORE = 5;
  private static final int POWER_FEW = 100;
  private static final int POWER_MORE = 100_000;

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
      if (few / (double) POWER_FEW == size) {
        int whole = (int) (few / POWER_FEW);
        return decimal(whole, (int) (few % POWER_FEW), FEW, to, sign(value, to, at));
      }
      long more = (long) (size * POWER_MORE + 0.5);
      if (more / (double) POWER_MORE == size) {
        int whole = (int) (more / POWER_MORE);
        return decimal(whole, (int) (more % POWER_MORE), MORE, to, sign(value, to, at));
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

  /**
   * Writes both sides of the point, the right one without the zeros at its end but for that of
   * "1.0".
   */
  private static int decimal(int whole, int fraction, int places, byte[] to, int at) {
    int point = at + digitsOf(whole);
    digits(whole, to, at, point);
    to[point] = '.';
    int end = point + 1 + places;
    digits(fraction, to, point + 1, end);
    while (to[end - 1] == '0' && end > point + 2) {
      end--;
    }
    return end;
  }

  private static void digits(int number, byte[] to, int from, int end) {
    int rest = number;
    for (int at = end - 1; at >= from; at--) {
      to[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** How many digits a number below {@link #LARGE} has. */
  private static int digitsOf(int number) {
    int digits = 1;
    for (int limit = 10; number >= limit; limit *= 10) {
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
