package io.geostream.common.decode;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Integers of 16, 32 or 64 bits; {@code 1.0} and {@code 1e3} count as well.
 *
 * @param least within the type and the column's range
 * @param most within the type and the column's range
 */
record IntegerConversion(int index, Column column, long least, long most) implements Conversion {

  private static final int MOST_DIGITS = 19;

  /**
   * The conversion of a column.
   *
   * @throws ColumnFaultException if no integer of the type is in the column's range
   */
  static IntegerConversion of(int index, Column column) {
    BigDecimal smallest = BigDecimal.valueOf(smallest(column.type()));
    BigDecimal largest = BigDecimal.valueOf(largest(column.type()));
    BigDecimal least = column.range().least().orElse(smallest).max(smallest);
    BigDecimal most = column.range().most().orElse(largest).min(largest);
    if (least.compareTo(largest) <= 0 && most.compareTo(smallest) >= 0) {
      long first = least.setScale(0, RoundingMode.CEILING).longValueExact();
      long last = most.setScale(0, RoundingMode.FLOOR).longValueExact();
      if (first <= last) {
        return new IntegerConversion(index, column, first, last);
      }
    }
    throw new ColumnFaultException(
        column.name(), "range: no " + column.type() + " is in " + column.range());
  }

  private static long smallest(ColumnType type) {
    return switch (type) {
      case SMALLINT -> Short.MIN_VALUE;
      case INTEGER -> Integer.MIN_VALUE;
      default -> Long.MIN_VALUE;
    };
  }

  private static long largest(ColumnType type) {
    return -1 - smallest(type);
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
    if (integer.compareTo(BigDecimal.valueOf(smallest(column.type()))) < 0
        || integer.compareTo(BigDecimal.valueOf(largest(column.type()))) > 0) {
      return beyond(text);
    }
    long number = integer.longValueExact();
    if (!accepts(number)) {
      return Descriptions.outOfRange(Descriptions.cut(text) + " is outside " + column.range());
    }
    rows.set(index, number);
    return null;
  }

  private BadRecord beyond(String text) {
    return Descriptions.outOfRange(
        Descriptions.cut(text) + " is beyond what " + column.type() + " holds");
  }

  /** Whether a number is within the bounds. */
  boolean accepts(long number) {
    return number >= least && number <= most;
  }
}
