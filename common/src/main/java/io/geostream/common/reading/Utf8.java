package io.geostream.common.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whether bytes are UTF-8, strictly. A JSON parser that works on bytes guesses UTF-16 from zero
 * bytes, skips a byte order mark and lets encoded surrogates through; none of these is JSON by RFC
 * 8259, and PostgreSQL refuses the last.
 */
final class Utf8 {

  private static final int BYTE_ORDER_MARK = 0xEF;

  private Utf8() {}

  static @Nullable BadRecord fault(byte[] value) {
    boolean ascii = true;
    for (int i = 0; i < value.length; i++) {
      byte b = value[i];
      if (b == 0) {
        return new BadRecord(
            ErrorCode.NOT_JSON, "a zero byte at byte " + i + ": not JSON in UTF-8");
      }
      ascii &= b > 0;
    }
    return ascii ? null : notAsciiFault(value);
  }

  private static @Nullable BadRecord notAsciiFault(byte[] value) {
    if ((value[0] & 0xFF) == BYTE_ORDER_MARK) {
      return new BadRecord(ErrorCode.NOT_JSON, "begins with a byte order mark");
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
      return null;
    } catch (CharacterCodingException e) {
      return new BadRecord(ErrorCode.NOT_JSON, "not UTF-8: " + e.getMessage());
    }
  }
}
