package io.geostream.common.decode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * PostgreSQL's binary form of {@code numeric}: digits to the base 10,000.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/master/src/backend/utils/adt/numeric.c">
 *     numeric_recv</a>
 */
final class NumericFormat {

  private static final int DIGITS = 4;
  private static final BigInteger BASE = BigInteger.valueOf(10_000);
  private static final int MOST_FRACTION_DIGITS = 16_383;
  private static final int MOST_INTEGER_DIGITS = 131_072;
  private static final int NEGATIVE = 0x4000;

  private NumericFormat() {}

  /** Whether the form can hold the number with all of its digits. */
  static boolean holds(BigDecimal value) {
    return value.scale() <= MOST_FRACTION_DIGITS
        && (value.signum() == 0 || (long) value.precision() - value.scale() <= MOST_INTEGER_DIGITS);
  }

  /**
   * The number in that form. As in SQL, zeros at the end of the fraction are kept.
   *
   * @param value a number that the form {@link #holds}
   */
  static byte[] encode(BigDecimal value) {
    int fraction = Math.max(0, value.scale());
    if (value.signum() == 0) {
      return form(new short[0], 0, 0, 0, fraction);
    }
    // The lowest digit of the base must end where the point or a multiple of four digits is.
    int zeros = Math.floorMod(-value.scale(), DIGITS);
    int lowest = -Math.floorDiv(value.scale() + zeros, DIGITS);
    BigInteger rest = value.unscaledValue().abs().multiply(BigInteger.TEN.pow(zeros));
    short[] digits = new short[rest.bitLength() / 13 + 1]; // 13 bits are less than a digit
    int count = 0;
    int dropped = 0;
    while (rest.signum() != 0) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      rest = parts[0];
      if (count == 0 && parts[1].signum() == 0) {
        dropped++;
      } else {
        digits[count++] = parts[1].shortValueExact();
      }
    }
    int weight = lowest + dropped + count - 1;
    return form(digits, count, weight, value.signum() < 0 ? NEGATIVE : 0, fraction);
  }

  /**
   * The number of that form.
   *
   * @param form as {@link #encode} gives it
   */
  static BigDecimal decode(byte[] form) {
    ByteBuffer from = ByteBuffer.wrap(form);
    int count = from.getShort();
    int weight = from.getShort();
    boolean negative = from.getShort() != 0;
    int fraction = from.getShort();
    BigInteger digits = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      digits = digits.multiply(BASE).add(BigInteger.valueOf(from.getShort()));
    }
    int scale = DIGITS * (count - 1 - weight);
    return new BigDecimal(negative ? digits.negate() : digits, scale).setScale(fraction);
  }

  private static byte[] form(short[] lowestFirst, int count, int weight, int sign, int fraction) {
    byte[] form = new byte[(4 + count) * Short.BYTES];
    ByteBuffer to =
        ByteBuffer.wrap(form)
            .putShort((short) count)
            .putShort((short) weight)
            .putShort((short) sign)
            .putShort((short) fraction);
    for (int digit = count - 1; digit >= 0; digit--) {
      to.putShort(lowestFirst[digit]);
    }
    return form;
  }
}
