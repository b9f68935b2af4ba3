package io.geostream.common.decode;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads a JSON number that has no exponent and at most {@value Decimals#MAX_DIGITS} digits, from a
 * text in which something else follows it. One scanner a thread.
 */
final class PlainNumberScanner {

  /** Returned instead of a position: not such a number. */
  static final int UNUSUAL = -1;

  /** The bits that a {@code float} does not have. */
  private static final long HALF_WAY_MASK = 0x1FFF_FFFF;

  private static final long HALF_WAY = 0x1000_0000;

  private long digits;
  private int fraction;
  private boolean negative;

  /**
   * Reads the number that begins at a position.
   *
   * @param limit the end of the text, whose last byte is not part of a number
   * @return the position after it, or {@link #UNUSUAL}
   */
  int scan(byte[] text, int start, int limit) {
    boolean isBelowZero = text[start] == '-';
    int first = isBelowZero ? start + 1 : start;
    digits = 0;
    int point = digits(text, first, limit);
    int after = point;
    int places = 0;
    if (text[point] == '.') {
      after = digits(text, point + 1, limit);
      places = after - point - 1;
      if (places == 0) {
        return UNUSUAL;
      }
    }
    int integer = point - first;
    negative = isBelowZero;
    fraction = places;
    if (integer == 0
        || integer + places > Decimals.MAX_DIGITS
        || (text[first] == '0' && integer > 1)
        || (isBelowZero && digits == 0)) { // minus zero is left to the parser
      return UNUSUAL;
    }
    return after;
  }

  /** The number read last, rounded. */
  double toDouble() {
    double size = Decimals.toDouble(digits, fraction);
    return negative ? -size : size;
  }

  /** The number read last, rounded once. */
  float toFloat() {
    double rounded = toDouble();
    // Half-way between two floats, the digits lost in the first rounding decide.
    return (Double.doubleToRawLongBits(rounded) & HALF_WAY_MASK) == HALF_WAY
        ? Float.parseFloat(toDecimal().toString())
        : (float) rounded;
  }

  /** The number read last. */
  BigDecimal toDecimal() {
    BigDecimal size =
        digits >= 0
            ? BigDecimal.valueOf(digits, fraction)
            : new BigDecimal(new BigInteger(Long.toUnsignedString(digits)), fraction);
    return negative ? size.negate() : size;
  }

  /** Its digits without sign and point, as 64 bits without a sign. */
  long digits() {
    return digits;
  }

  /** How many of them are after the point. */
  int fraction() {
    return fraction;
  }

  boolean isNegative() {
    return negative;
  }

  /** Appends the digits that begin here to those in {@link #digits}; returns where they end. */
  private int digits(byte[] text, int start, int limit) {
    int at = start;
    long sum = digits;
    int count = Long.BYTES;
    while (count == Long.BYTES && at + Long.BYTES <= limit) {
      long eight = EightBytes.of(text, at);
      count = EightBytes.digits(eight);
      if (count > 0) {
        sum = sum * Decimals.POWERS_OF_TEN[count] + EightBytes.number(eight, count);
        at += count;
      }
    }
    while (text[at] >= '0' && text[at] <= '9') { // close to the end of the text
      sum = sum * 10 + (text[at] - '0');
      at++;
    }
    digits = sum;
    return at;
  }
}
