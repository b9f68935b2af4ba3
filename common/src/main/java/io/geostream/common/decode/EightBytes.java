package io.geostream.common.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of a text at once, the first of them the lowest of a {@code long}. A carry or a
 * borrow only changes bytes after a match, so the first match is always right.
 */
final class EightBytes {

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long ZEROS = ONES * '0';
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  /** Added to it, the byte after '9' is the first that has a high bit. */
  private static final long ABOVE_NINE = ONES * (0x80 - '9' - 1);

  private static final long ABOVE_NINE_IN_VALUE = ONES * (0x80 - 10);
  private static final long LOW_BITS = ~HIGH_BITS;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private EightBytes() {}

  /** The eight bytes from an index on. */
  static long of(byte[] text, int at) {
    return (long) LONG.get(text, at);
  }

  /** How many are ASCII digits, up to the first that is none. */
  static int digits(long bytes) {
    return first((bytes + ABOVE_NINE) | (bytes - ZEROS));
  }

  /**
   * How many are printable ASCII without quotes and backslashes, up to the first that is not: what
   * a JSON string holds as it is.
   */
  static int plain(long bytes) {
    long quote = bytes ^ QUOTES;
    long backslash = bytes ^ BACKSLASHES;
    long beyondAsciiOrDelete = bytes | (bytes + ONES);
    return first(
        ((quote - ONES) & ~quote)
            | ((backslash - ONES) & ~backslash)
            | (bytes - SPACES)
            | beyondAsciiOrDelete);
  }

  /** How many are before the first with a high bit. */
  private static int first(long found) {
    return Long.numberOfTrailingZeros(found & HIGH_BITS) / Byte.SIZE;
  }

  /**
   * Two-digit numbers, each in the byte where its first digit is.
   *
   * @param pattern how the bytes are written: a zero where a digit is, all else as it is
   * @return a negative number if they are written otherwise
   */
  static long pairs(long bytes, long pattern) {
    long digits = bytes - pattern;
    long others = pattern ^ ZEROS;
    long isOther = (((others + LOW_BITS) & HIGH_BITS) >>> 7) * 0xFF;
    long wrong = ((digits | (digits + ABOVE_NINE_IN_VALUE)) & HIGH_BITS) | (digits & isOther);
    return wrong == 0 ? digits * 10 + (digits >>> 8) : -1;
  }

  /**
   * The number that the first of them make, which are digits: pairs first, then fours, then all,
   * each in one multiplication.
   *
   * @param count how many, 1 to 8
   */
  static long number(long bytes, int count) {
    long digits = (bytes - ZEROS) << (Long.SIZE - count * Byte.SIZE); // zeros go in front
    long pairs = digits * 10 + (digits >>> 8);
    long first = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L;
    long second = ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L;
    return (first + second) >>> 32;
  }
}
