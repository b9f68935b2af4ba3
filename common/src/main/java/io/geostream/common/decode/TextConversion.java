package io.geostream.common.decode;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Length;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts, in UTF-8. */
record TextConversion(int index, Length length, boolean refusesControls, boolean takesNumbers)
    implements Conversion {

  TextConversion(int index, Column column) {
    this(index, column.length(), column.refusesControls(), column.coerce());
  }

  @Override
  public String expected() {
    return "a string";
  }

  @Override
  public @Nullable BadRecord string(String text, DecodedRows rows) {
    int codePoints = text.codePointCount(0, text.length());
    if (!length.includes(codePoints)) {
      return Descriptions.outOfRange(
          String.format(Locale.ROOT, "%d characters, allowed are %s", codePoints, length));
    }
    BadRecord fault = Characters.fault(text, refusesControls);
    if (fault == null) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      rows.set(index, rows.convert(utf8, 0, utf8.length));
    }
    return fault;
  }

  @Override
  public @Nullable BadRecord number(String text, DecodedRows rows) {
    return takesNumbers ? string(text, rows) : Conversion.super.number(text, rows);
  }
}
