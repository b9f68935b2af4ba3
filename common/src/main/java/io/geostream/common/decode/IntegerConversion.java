package io.geostream.common.decode;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Range;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Integers of 16, 32 or 64 bits; {@code 1.0} and {@code 1e3} are some, too.
 *
 * @param smallest of the type
 * @param largest of the type
 * @param least within the type and the column's range
 * @param most within the type and the column's range
 */
record IntegerConversion(
    int index, ColumnType type, Range range, long smallest, long largest, long least, long most)
    implements Conversion {

  private static final int MOST_DIGITS = 19;

  IntegerConversion(int index, ColumnType type, Range range) {
    this(
        index,
        type,
        range,
        smallest(type),
        -1 - smallest(type),
        range.least().map(b -> within(type, b, RoundingMode.CEILING)).orElse(smallest(type)),
        range.most().map(b -> within(type, b, RoundingMode.FLOOR)).orElse(-1 - smallest(type)));
  }

  private static long smallest(ColumnType type) {
    return switch (type) {
      case SMALLINT -> Short.MIN_VALUE;
      case INTEGER -> Integer.MIN_VALUE;
      default -> Long.MIN_VALUE;
    };
  }

  /** The bound as an integer of the type, the nearest one if it is outside. */
  private static long within(ColumnType type, BigDecimal bound, RoundingMode mode) {
    BigDecimal least = BigDecimal.valueOf(smallest(type));
    BigDecimal most = BigDecimal.valueOf(-1 - smallest(type));
    return bound.max(least).min(most).setScale(0, mode).longValueExact();
  }

  @Override
  public String expected() {
    return "an integer";
  }

  @Override
  public @Nullable BadRecord number(String text, DecodedRows rows) {
    BigDecimal value = Decimals.exact(text);
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() > 0) {
      return Descriptions.wrongType(expected(), "the number " + Descriptions.cut(text));
    }
    if ((long) stripped.precision() - stripped.scale() > MOST_DIGITS) {
      return beyond(text);
    }
    BigDecimal integer = stripped.setScale(0);
    if (integer.compareTo(BigDecimal.valueOf(smallest)) < 0
        || integer.compareTo(BigDecimal.valueOf(largest)) > 0) {
      return beyond(text);
    }
    long number = integer.longValueExact();
    if (!accepts(number) || !range.includes(integer)) {
      return Descriptions.outOfRange(Descriptions.cut(text) + " is outside " + range);
    }
    rows.set(index, number);
    return null;
  }

  private BadRecord beyond(String text) {
    return Descriptions.outOfRange(Descriptions.cut(text) + " is beyond what " + type + " holds");
  }

  /** Whether a number is within the bounds. */
  boolean accepts(long number) {
    return number >= least && number <= most;
  }
}
