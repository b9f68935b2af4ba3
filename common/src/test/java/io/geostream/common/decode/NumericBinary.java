package io.geostream.common.decode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/** Reads PostgreSQL's binary form of numeric, as {@code numeric_recv} does, and as strictly. */
final class NumericBinary {

  private NumericBinary() {}

  static BigDecimal decode(byte[] form) {
    ByteBuffer in = ByteBuffer.wrap(form);
    int count = in.getShort();
    int weight = in.getShort();
    int sign = in.getShort() & 0xFFFF;
    int scale = in.getShort() & 0xFFFF;
    if (scale > 0x3FFF || (sign != 0 && sign != 0x4000) || in.remaining() != count * 2) {
      throw new AssertionError("no form of numeric");
    }
    BigInteger digits = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      int digit = in.getShort();
      if (digit < 0 || digit > 9_999) {
        throw new AssertionError("the digit " + digit);
      }
      digits = digits.multiply(BigInteger.valueOf(10_000)).add(BigInteger.valueOf(digit));
    }
    BigDecimal size = new BigDecimal(digits).scaleByPowerOfTen(4 * (weight - count + 1));
    return (sign == 0 ? size : size.negate()).setScale(scale, RoundingMode.UNNECESSARY);
  }
}
