package io.geostream.common.decode;

import com.fasterxml.jackson.core.io.NumberInput;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Range;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Binary floating-point numbers, rounded once, from the decimal text. Their bounds are rounded
 * likewise.
 *
 * @param isReal whether they have 32 bits, else 64
 */
record FloatConversion(int index, boolean isReal, Range range, double least, double most)
    implements Conversion {

  /**
   * The conversion of a column.
   *
   * @throws ColumnFaultException if no number of the type is in the column's range
   */
  static FloatConversion of(int index, Column column) {
    boolean isReal = column.type() == ColumnType.REAL;
    Range range = column.range();
    double largest = isReal ? Float.MAX_VALUE : Double.MAX_VALUE;
    double least = range.least().map(bound -> rounded(bound, isReal)).orElse(-largest);
    double most = range.most().map(bound -> rounded(bound, isReal)).orElse(largest);
    if (least > largest || most < -largest) {
      throw new ColumnFaultException(
          column.name(), "range: no " + column.type() + " is in " + range);
    }
    return new FloatConversion(index, isReal, range, least, most);
  }

  private static double rounded(BigDecimal bound, boolean isReal) {
    return isReal ? Float.parseFloat(bound.toString()) : Double.parseDouble(bound.toString());
  }

  @Override
  public String expected() {
    return "a number";
  }

  @Override
  public @Nullable BadRecord number(String text, DecodedRows rows) {
    double number =
        isReal ? NumberInput.parseFloat(text, true) : NumberInput.parseDouble(text, true);
    if (Double.isInfinite(number)) {
      return Descriptions.outOfRange(
          Descriptions.cut(text)
              + " is beyond what "
              + (isReal ? "real" : "double precision")
              + " holds");
    }
    if (!accepts(number)) {
      return Descriptions.outOfRange(Descriptions.cut(text) + " is outside " + range);
    }
    rows.set(index, bits(number));
    return null;
  }

  /** Whether a number is within the bounds. */
  boolean accepts(double number) {
    return number >= least && number <= most;
  }

  /** A number as a row has it. */
  long bits(double number) {
    return isReal ? Float.floatToRawIntBits((float) number) : Double.doubleToRawLongBits(number);
  }
}
