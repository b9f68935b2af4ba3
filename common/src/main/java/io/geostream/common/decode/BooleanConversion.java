package io.geostream.common.decode;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Booleans: 0 and 1. */
record BooleanConversion(int index, boolean coerces) implements Conversion {

  @Override
  public String expected() {
    return coerces ? "true, false, 0 or 1" : "true or false";
  }

  @Override
  public @Nullable BadRecord bool(boolean value, DecodedRows rows) {
    rows.set(index, value ? 1 : 0);
    return null;
  }

  @Override
  public @Nullable BadRecord string(String text, DecodedRows rows) {
    return coerces && (text.equals("true") || text.equals("false"))
        ? bool(text.equals("true"), rows)
        : Conversion.super.string(text, rows);
  }

  @Override
  public @Nullable BadRecord number(String text, DecodedRows rows) {
    BigDecimal value = Decimals.exact(text);
    if (coerces && value.signum() == 0) {
      return bool(false, rows);
    }
    if (coerces && value.compareTo(BigDecimal.ONE) == 0) {
      return bool(true, rows);
    }
    return Descriptions.wrongType(expected(), "the number " + Descriptions.cut(text));
  }
}
