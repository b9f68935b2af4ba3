package io.geostream.common.decode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Times as numbers of a unit since 1970. What is finer than a microsecond is cut off.
 *
 * @param microsExponent the power of ten that makes microseconds of the number
 */
record EpochConversion(int index, int microsExponent) implements Conversion {

  /** More digits before the point are beyond the year 9999 in every unit. */
  private static final int MOST_DIGITS = 24;

  @Override
  public String expected() {
    return "a number";
  }

  @Override
  public @Nullable BadRecord number(String text, DecodedRows rows) {
    BigDecimal value = Decimals.exact(text);
    long digitsBeforePoint = (long) value.precision() - value.scale();
    if (value.signum() == 0 || digitsBeforePoint < -MOST_DIGITS) {
      return Times.put(0, index, rows); // or far below a microsecond
    }
    if (digitsBeforePoint > MOST_DIGITS) {
      return Times.outOfRange();
    }
    BigDecimal micros = value.scaleByPowerOfTen(microsExponent).setScale(0, RoundingMode.DOWN);
    return micros.precision() > MOST_DIGITS - 6
        ? Times.outOfRange()
        : Times.put(micros.longValueExact(), index, rows);
  }
}
