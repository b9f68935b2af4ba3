package io.geostream.common.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a message as programs usually write JSON: strings without escapes, numbers without
 * an exponent. Each step returns the position for the next one, or {@link #UNUSUAL} for anything
 * else, valid or not.
 *
 * <p>Most steps do not check for the end of the message: they stop at its closing bracket.
 */
final class PlainText {

  static final int UNUSUAL = PlainNumberScanner.UNUSUAL;

  /** Longer names are left to the parser, which has a bound for them. */
  private static final int LONGEST_NAME = 1_000;

  private static final byte DELETE = 0x7F;
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final PlainNumberScanner numbers = new PlainNumberScanner();
  private byte[] bytes = {};
  private int end;
  private int codePoints;

  /** Begins a message; returns whether it ends like an object or an array. */
  boolean begin(byte[] message) {
    bytes = message;
    end = message.length;
    while (end > 0 && isWhiteSpace(bytes[end - 1])) {
      end--;
    }
    return end > 0 && (bytes[end - 1] == '}' || bytes[end - 1] == ']');
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the message ends, without white space. */
  int end() {
    return end;
  }

  /** The byte at a position; 0 after the end. */
  byte at(int position) {
    return position < end ? bytes[position] : 0;
  }

  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Whether a text begins here. */
  boolean isAt(int at, byte[] text) {
    int to = at + text.length;
    return to <= end && Arrays.equals(bytes, at, to, text, 0, text.length);
  }

  /**
   * Whether a text of this length could begin here, by its ends.
   *
   * @param length at least 8
   * @param head its first eight bytes
   * @param tail its last eight bytes
   */
  boolean hasEnds(int at, int length, long head, long tail) {
    int last = at + length - Long.BYTES;
    return last + Long.BYTES <= end
        && EightBytes.of(bytes, at) == head
        && EightBytes.of(bytes, last) == tail;
  }

  int skipWhiteSpace(int from) {
    int at = from;
    while (at < end && isWhiteSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** The position of the closing quote of the string whose first character is here. */
  int closingQuote(int from) {
    int at = from;
    while (at + Long.BYTES <= end) {
      int plain = EightBytes.plain(EightBytes.of(bytes, at));
      at += plain;
      if (plain < Long.BYTES) {
        break;
      }
    }
    for (; at < end; at++) {
      byte b = bytes[at];
      if (b == '"') {
        codePoints = at - from;
        return at;
      }
      if (b < ' ' || b == '\\' || b == DELETE) {
        return b < 0 ? closingQuoteBeyondAscii(from, at) : UNUSUAL;
      }
    }
    return UNUSUAL;
  }

  private int closingQuoteBeyondAscii(int from, int first) {
    for (int at = first; at < end; at++) {
      byte b = bytes[at];
      if (b == '"') {
        codePoints = Utf8.codePoints(bytes, from, at);
        return codePoints < 0 ? UNUSUAL : at;
      }
      if ((b >= 0 && b < ' ') || b == '\\' || b == DELETE) {
        return UNUSUAL;
      }
    }
    return UNUSUAL;
  }

  /** How many code points the last string has. */
  int codePoints() {
    return codePoints;
  }

  /** The position after the number that begins here, which {@link #numbers} then holds. */
  int number(int at) {
    return numbers.scan(bytes, at, end);
  }

  PlainNumberScanner numbers() {
    return numbers;
  }

  int afterNull(int at) {
    return after(at, NULL);
  }

  int afterTrue(int at) {
    return after(at, TRUE);
  }

  int afterFalse(int at) {
    return after(at, FALSE);
  }

  private int after(int at, byte[] literal) {
    return isAt(at, literal) ? at + literal.length : UNUSUAL;
  }

  /**
   * The position after any value that begins here.
   *
   * @param depth how many levels it may have
   */
  int skip(int at, int depth) {
    return switch (bytes[at]) {
      case '"' -> afterString(at);
      case '{' -> depth == 0 ? UNUSUAL : skipObject(at, depth);
      case '[' -> depth == 0 ? UNUSUAL : skipArray(at, depth);
      case 'n' -> afterNull(at);
      case 't' -> afterTrue(at);
      case 'f' -> afterFalse(at);
      default -> number(at);
    };
  }

  private int afterString(int quote) {
    int close = closingQuote(quote + 1);
    return close == UNUSUAL ? UNUSUAL : close + 1;
  }

  private int skipObject(int brace, int depth) {
    int at = skipWhiteSpace(brace + 1);
    if (at(at) == '}') {
      return at + 1;
    }
    while (at(at) == '"') {
      at = afterName(at);
      at = at == UNUSUAL ? UNUSUAL : skip(at, depth - 1);
      if (at == UNUSUAL) {
        return UNUSUAL;
      }
      at = skipWhiteSpace(at);
      if (at(at) == '}') {
        return at + 1;
      }
      if (at(at) != ',') {
        return UNUSUAL;
      }
      at = skipWhiteSpace(at + 1);
    }
    return UNUSUAL;
  }

  /** The position of the value whose name begins here with its quote. */
  int afterName(int quote) {
    int close = closingQuote(quote + 1);
    return close == UNUSUAL || close - quote > LONGEST_NAME ? UNUSUAL : afterColon(close + 1);
  }

  private int skipArray(int bracket, int depth) {
    int at = skipWhiteSpace(bracket + 1);
    if (at(at) == ']') {
      return at + 1;
    }
    while (true) {
      at = skip(at, depth - 1);
      if (at == UNUSUAL) {
        return UNUSUAL;
      }
      at = skipWhiteSpace(at);
      if (at(at) == ']') {
        return at + 1;
      }
      if (at(at) != ',') {
        return UNUSUAL;
      }
      at = skipWhiteSpace(at + 1);
    }
  }

  /** Where the value begins after the colon that follows. */
  private int afterColon(int from) {
    int at = skipWhiteSpace(from);
    return at(at) == ':' ? skipWhiteSpace(at + 1) : UNUSUAL;
  }
}
