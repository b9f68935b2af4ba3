package io.geostream.common.reading;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether bytes are UTF-8, strictly. A JSON parser that works on bytes guesses UTF-16 from zero
 * bytes, skips a byte order mark and lets encoded surrogates through; none of these is JSON by RFC
 * 8259, and PostgreSQL refuses the last.
 */
public final class Utf8 {

  private static final int BYTE_ORDER_MARK = 0xEF;

  private static final int CHUNK = 8_192;

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
    int at = firstFault(value);
    return at < 0
        ? null
        : new BadRecord(
            ErrorCode.NOT_JSON,
            String.format(Locale.ROOT, "not UTF-8 at byte %d (0x%02X)", at, value[at]));
  }

  /** The place of the first byte that is not UTF-8, from 0; −1 if all are. */
  public static int firstFault(byte[] bytes) {
    if (isAscii(bytes)) {
      return -1;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(Math.min(bytes.length, CHUNK) + 1);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    return result.isError() ? in.position() : -1;
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }
}
