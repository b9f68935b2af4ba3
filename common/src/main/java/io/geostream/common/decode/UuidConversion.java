package io.geostream.common.decode;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * UUIDs in the forms that PostgreSQL takes: 32 hexadecimal digits, a hyphen after any group of
 * four, braces around.
 *
 * @see <a href="https://www.postgresql.org/docs/current/datatype-uuid.html">UUID type</a>
 */
record UuidConversion(int index) implements Conversion {

  private static final int BYTES = 16;

  @Override
  public String expected() {
    return "a UUID";
  }

  @Override
  public @Nullable BadRecord string(String text, DecodedRows rows) {
    byte[] bytes = parse(text);
    if (bytes == null) {
      return Conversion.super.string(text, rows);
    }
    rows.set(index, rows.convert(bytes, 0, BYTES));
    return null;
  }

  private static byte @Nullable [] parse(String text) {
    boolean braces = text.startsWith("{") && text.endsWith("}");
    String digits = braces ? text.substring(1, text.length() - 1) : text;
    byte[] bytes = new byte[BYTES];
    int at = 0;
    for (int i = 0; i < BYTES; i++) {
      boolean mayHaveHyphen = i > 0 && i % 2 == 0;
      if (mayHaveHyphen && at < digits.length() && digits.charAt(at) == '-') {
        at++;
      }
      if (at + 2 > digits.length()) {
        return null;
      }
      char high = digits.charAt(at);
      char low = digits.charAt(at + 1);
      if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
        return null;
      }
      bytes[i] = (byte) ((HexFormat.fromHexDigit(high) << 4) | HexFormat.fromHexDigit(low));
      at += 2;
    }
    return at == digits.length() ? bytes : null;
  }
}
