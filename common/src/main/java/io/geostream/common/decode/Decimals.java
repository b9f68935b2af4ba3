package io.geostream.common.decode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Turns the digits of a decimal number into the nearest {@code double}, as {@link
 * Double#parseDouble} does, for numbers without an exponent and of at most 19 digits. Python and
 * Java write a {@code double} with up to 17 digits, so that is what a reading's numbers have.
 *
 * <p>Up to 2⁵³ the digits and the power of ten are both exact, and so is one division. Beyond, the
 * digits are multiplied by a reciprocal of 128 bits, which is enough to decide each rounding.
 *
 * @see <a href="https://doi.org/10.1002/spe.2984">Lemire, Number Parsing at a Gigabyte per Second,
 *     2021: sections 5 to 8</a>
 */
final class Decimals {

  /** The most digits that always fit into 64 bits without a sign. */
  static final int MAX_DIGITS = 19;

  /** Those that fit into 64 bits with a sign, from 10⁰ on. */
  static final long[] POWERS_OF_TEN =
      LongStream.iterate(1, power -> power * 10).limit(MAX_DIGITS).toArray();

  private static final int FAR_EXPONENT = 2_000_000_000;
  private static final long EXACT = 1L << 53;
  private static final int MANTISSA_BITS = 52;
  private static final int EXPONENT_BIAS = 1023;

  /**
   * Where a tie can occur at all: the last power of ten that 64 bits of digits can be a multiple
   * of.
   */
  private static final int LAST_POWER_OF_TIES = 4;

  /**
   * The bits of a product that lie below the mantissa, the bit that rounds and the leading zero.
   */
  private static final long BELOW_ROUNDING = 0x1FF;

  /** Powers of ten; up to 10²² all are exact. */
  private static final double[] DIVISORS =
      DoubleStream.iterate(1, power -> power * 10).limit(MAX_DIGITS + 1).toArray();

  private static final long[] RECIPROCALS = reciprocals();

  private Decimals() {}

  /**
   * The double nearest to {@code digits} · 10^{@code -fraction}.
   *
   * @param digits the number without its point, taken as unsigned
   * @param fraction how many of the digits are after the point, 0 to {@link #MAX_DIGITS}
   */
  static double toDouble(long digits, int fraction) {
    if (digits >= 0 && digits <= EXACT) {
      return digits / DIVISORS[fraction];
    }
    return rounded(digits, fraction);
  }

  /**
   * Parses a number written as in JSON. An exponent beyond 32 bits is replaced by a smaller one
   * that is still beyond every type.
   *
   * @param number of at most {@value ValueReader#MOST_DIGITS} digits
   */
  static BigDecimal exact(String number) {
    try {
      BigDecimal exact = new BigDecimal(number);
      return Math.abs((long) exact.scale()) > FAR_EXPONENT ? far(number) : exact;
    } catch (NumberFormatException e) {
      return far(number);
    }
  }

  /** The number with an exponent that cannot overflow 32 bits in later arithmetic. */
  private static BigDecimal far(String number) {
    int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
    int far = number.charAt(exponent + 1) == '-' ? -FAR_EXPONENT : FAR_EXPONENT;
    return new BigDecimal(number.substring(0, exponent)).scaleByPowerOfTen(far);
  }

  private static double rounded(long digits, int fraction) {
    int zeros = Long.numberOfLeadingZeros(digits);
    long normal = digits << zeros;
    long high = multiplyHigh(normal, RECIPROCALS[2 * fraction]);
    long low = normal * RECIPROCALS[2 * fraction];
    if ((high & BELOW_ROUNDING) == BELOW_ROUNDING) { // what comes after might carry all the way
      long more = multiplyHigh(normal, RECIPROCALS[2 * fraction + 1]);
      low += more;
      if (Long.compareUnsigned(low, more) < 0) {
        high++;
      }
    }
    int upperBit = (int) (high >>> 63);
    int shift = upperBit + Long.SIZE - MANTISSA_BITS - 3;
    long mantissa = high >>> shift;
    boolean tie =
        Long.compareUnsigned(low, 1) <= 0
            && fraction <= LAST_POWER_OF_TIES
            && (mantissa & 3) == 1
            && mantissa << shift == high;
    if (tie) {
      mantissa &= ~1L; // to even
    }
    mantissa = (mantissa + (mantissa & 1)) >>> 1;
    int exponent = floorLog2OfPower(-fraction) + upperBit - zeros + EXPONENT_BIAS;
    // A mantissa that was rounded up to the next power of two carries into the exponent.
    return Double.longBitsToDouble(((exponent - 1L) << MANTISSA_BITS) + mantissa);
  }

  /** ⌊log₂ 10^power⌋ + 63, good for powers from −400 to 350. */
  private static int floorLog2OfPower(int power) {
    return (((152_170 + 65_536) * power) >> 16) + 63;
  }

  /** The upper half of the product of two numbers without a sign. */
  private static long multiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }

  /**
   * 10^−n as 128 bits that begin with a one, rounded up, in two halves each; the power of two is
   * left out.
   */
  private static long[] reciprocals() {
    long[] halves = new long[2 * (MAX_DIGITS + 1)];
    halves[0] = 1L << 63;
    for (int n = 1; n <= MAX_DIGITS; n++) {
      BigInteger five = BigInteger.valueOf(5).pow(n);
      BigInteger reciprocal =
          BigInteger.ONE.shiftLeft(127 + five.bitLength()).divide(five).add(BigInteger.ONE);
      halves[2 * n] = reciprocal.shiftRight(Long.SIZE).longValue();
      halves[2 * n + 1] = reciprocal.longValue();
    }
    return halves;
  }
}
