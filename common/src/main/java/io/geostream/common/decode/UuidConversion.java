package io.geostream.common.decode;

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
      int high = hex(digits.charAt(at));
      int low = hex(digits.charAt(at + 1));
      if (high < 0 || low < 0) {
        return null;
      }
      bytes[i] = (byte) (high << 4 | low);
      at += 2;
    }
    return at == digits.length() ? bytes : null;
  }

  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
