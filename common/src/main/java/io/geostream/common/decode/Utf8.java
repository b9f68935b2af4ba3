package io.geostream.common.decode;

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

  /** How many code points are in a range of bytes; −1 if it is not UTF-8. */
  static int codePoints(byte[] bytes, int from, int to) {
    int count = 0;
    for (int at = from; at < to; count++) {
      int length = sequence(bytes, at, to);
      if (length == 0) {
        return -1;
      }
      at += length;
    }
    return count;
  }

  /**
   * The bytes of the code point that begins here; 0 if there is none.
   *
   * @see <a href="https://www.unicode.org/versions/latest/core-spec/chapter-3/#G27506">The Unicode
   *     Standard, table 3-7</a>
   */
  private static int sequence(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > to) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
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
