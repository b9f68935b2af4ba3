package io.geostream.common.decode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON number as {@code unscaled} · 10^{@code exponent}, exactly, whatever the exponent is.
 *
 * @param digits how many it is written with
 */
record ReferenceNumber(BigInteger unscaled, BigInteger exponent, int digits) {

  private static final Pattern LAYOUT =
      Pattern.compile("(-?)(0|[1-9][0-9]*)(?:\\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?");

  /** Reads it; null if the text is none. */
  static @Nullable ReferenceNumber parse(String text) {
    Matcher layout = LAYOUT.matcher(text);
    if (!layout.matches()) {
      return null;
    }
    String fraction = layout.group(3) == null ? "" : layout.group(3);
    String digits = layout.group(2) + fraction;
    BigInteger exponent =
        layout.group(4) == null ? BigInteger.ZERO : new BigInteger(layout.group(4));
    return new ReferenceNumber(
        new BigInteger(layout.group(1) + digits),
        exponent.subtract(BigInteger.valueOf(fraction.length())),
        digits.length());
  }

  boolean isZero() {
    return unscaled.signum() == 0;
  }

  /** Where its first digit stands before the point: 3 for 100, 0 for 0.1. Not for zero. */
  BigInteger magnitude() {
    return exponent.add(BigInteger.valueOf(unscaled.abs().toString().length()));
  }

  /** The same, as long as its first digit is not too far from the point. */
  BigDecimal exact() {
    return isZero() ? BigDecimal.ZERO : new BigDecimal(unscaled, -exponent.intValueExact());
  }

  boolean isBelow(int bound) {
    return isZero() || magnitude().compareTo(BigInteger.valueOf(bound)) <= 0;
  }

  boolean isFraction() {
    if (isZero() || exponent.signum() >= 0) {
      return false;
    }
    int zeros = 0;
    for (BigInteger rest = unscaled;
        rest.mod(BigInteger.TEN).signum() == 0;
        rest = rest.divide(BigInteger.TEN)) {
      zeros++;
    }
    return exponent.add(BigInteger.valueOf(zeros)).signum() < 0;
  }

  /** Whether it is the same number. */
  boolean equalsNumber(BigDecimal other) {
    if (isZero() || other.signum() == 0) {
      return isZero() && other.signum() == 0;
    }
    return exponent.bitLength() < 31 && exact().compareTo(other) == 0;
  }
}
