package io.geostream.common.decode;

import io.geostream.common.mapping.Range;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimal numbers of any precision. */
record NumericConversion(int index, Range range) implements Conversion {

  @Override
  public String expected() {
    return "a number";
  }

  @Override
  public @Nullable BadRecord number(String text, DecodedRows rows) {
    BigDecimal value = Decimals.exact(text);
    if (!NumericFormat.holds(value)) {
      return Descriptions.outOfRange(Descriptions.cut(text) + " is beyond what numeric holds");
    }
    return put(value, rows);
  }

  /** Sets a number that numeric holds. */
  @Nullable BadRecord put(BigDecimal value, DecodedRows rows) {
    if (!range.includes(value)) {
      return Descriptions.outOfRange(Descriptions.cut(value.toString()) + " is outside " + range);
    }
    byte[] binary = NumericFormat.encode(value);
    rows.set(index, rows.convert(binary, 0, binary.length));
    return null;
  }
}
