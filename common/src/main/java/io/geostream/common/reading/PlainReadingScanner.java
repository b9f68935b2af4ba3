package io.geostream.common.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Reads the JSON that programs write, straight from its bytes: one object of plain ASCII strings,
 * decimal numbers without an exponent, and literals, its fields in the same order time and again.
 * It never decides that a message is bad: anything unknown or outside a rule is left to {@link
 * JsonReadingParser}.
 *
 * <p>Positions are handed from one step to the next; {@link #UNUSUAL} in place of one ends the
 * scan. Only the step through a string checks for the end of the message: all others stop at the
 * closing brace, which is searched for first. One scanner a thread.
 */
final class PlainReadingScanner {

  private static final int UNUSUAL = PlainNumberScanner.UNUSUAL;
  private static final int UNKNOWN = -1;
  private static final int LONGEST = 16_384;
  private static final int LONGEST_SEPARATOR = 256;

  /** Matches nothing in a message: it is as long as the longest separator. */
  private static final byte[] NEVER_THERE = new byte[LONGEST];

  private static final int TIMESTAMP = NumericField.ALL.size();

  /** The names by field, each with its closing quote. */
  private static final byte[][] NAMES = names();

  /** Represents the field before the first. */
  private static final int NONE_YET = NAMES.length;

  private static final byte DELETE = 0x7F;
  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");

  private static final NumericField[] NUMBERS = NumericField.values();

  /** Which field followed which in the last message; the next one probably has the same order. */
  private final int[] followers = new int[NAMES.length + 1];

  /**
   * The text between the value of a field and the next value: blanks, comma, name, colon. Comparing
   * it as a whole replaces half a dozen steps.
   */
  private final byte[][] separators = new byte[NAMES.length + 1][];

  private final ReadingFields fields;
  private final PlainNumberScanner numbers = new PlainNumberScanner();
  private byte[] bytes = {};
  private int end;
  private int ignored;

  /**
   * @param fields what the messages are read into
   */
  PlainReadingScanner(ReadingFields fields) {
    this.fields = fields;
    Arrays.fill(separators, NEVER_THERE);
  }

  /**
   * Reads a message into the fields.
   *
   * @return whether it is a reading within all rules; if not, what the fields hold means nothing
   */
  boolean scan(byte[] message) {
    if (message.length > LONGEST) {
      return false; // the parser decides how long a name or a text may be
    }
    bytes = message;
    end = message.length;
    while (end > 0 && isWhiteSpace(bytes[end - 1])) {
      end--;
    }
    if (end == 0 || bytes[end - 1] != '}') {
      return false;
    }
    ignored = 0;
    fields.clear();
    int at = skipWhiteSpace(0);
    return bytes[at] == '{' && members(at) == end - 1 && fields.isComplete();
  }

  /** How many fields of the last message are not a reading's. */
  int ignored() {
    return ignored;
  }

  /** Reads the members after an opening brace, up to a closing one; returns where that is. */
  private int members(int brace) {
    int at = brace;
    int seen = 0;
    int previous = NONE_YET;
    while (at != UNUSUAL && at < end) {
      byte[] separator = separators[previous];
      if (isAt(at, separator)) {
        int field = followers[previous];
        if ((seen & 1 << field) != 0) {
          return UNUSUAL;
        }
        seen |= 1 << field;
        previous = field;
        at = value(field, skipWhiteSpace(at + separator.length));
      } else {
        int sign = skipWhiteSpace(at);
        if (bytes[sign] == '}') {
          return sign;
        }
        boolean another = bytes[sign] == (at == brace ? '{' : ',');
        at = another ? newSeparator(previous, at, sign + 1) : UNUSUAL;
      }
    }
    return UNUSUAL;
  }

  /**
   * Handles an unusual separator. If a field of a reading follows, the separator becomes the usual
   * one, and the field is still to be read; any other field is skipped with it.
   */
  private int newSeparator(int previous, int from, int behindSign) {
    int name = skipWhiteSpace(behindSign);
    if (bytes[name] != '"') {
      return UNUSUAL;
    }
    int field = fieldNamed(name + 1);
    if (field == UNKNOWN) {
      return ignoredMember(name + 1);
    }
    int behind = behindColon(name + 1 + NAMES[field].length);
    if (behind == UNUSUAL || behind - from > LONGEST_SEPARATOR) {
      return UNUSUAL;
    }
    followers[previous] = field;
    separators[previous] = Arrays.copyOfRange(bytes, from, behind);
    return from;
  }

  private int fieldNamed(int at) {
    for (int field = 0; field < NAMES.length; field++) {
      if (isAt(at, NAMES[field])) {
        return field;
      }
    }
    return UNKNOWN;
  }

  private int value(int field, int at) {
    if (bytes[at] == 'n') {
      return behind(at, NULL);
    }
    if (field < TIMESTAMP) {
      return measurement(field, at);
    }
    int close = bytes[at] == '"' ? closingQuote(at + 1) : UNUSUAL;
    if (close == UNUSUAL || !(field == TIMESTAMP ? time(at + 1, close) : location(at + 1, close))) {
      return UNUSUAL;
    }
    return close + 1;
  }

  private int behindColon(int from) {
    int at = skipWhiteSpace(from);
    return bytes[at] == ':' ? at + 1 : UNUSUAL;
  }

  private boolean time(int from, int to) {
    long micros = Timestamps.parseUsualLayout(bytes, from, to);
    if (!ReadingRules.acceptsTime(micros)) {
      return false; // another layout, too
    }
    fields.setEpochMicros(micros);
    return true;
  }

  private boolean location(int from, int to) {
    int length = to - from;
    if (length < 1 || length > ReadingRules.LONGEST_LOCATION_ID) {
      return false;
    }
    fields.setLocation(bytes, from, length);
    return true;
  }

  private int measurement(int field, int start) {
    int after = numbers.scan(bytes, start, end);
    double value = numbers.value();
    if (after == UNUSUAL || !NUMBERS[field].accepts(value)) {
      return UNUSUAL;
    }
    fields.setNumber(field, value);
    return after;
  }

  /** Skips a member that is not a reading's, if its value is neither an object nor an array. */
  private int ignoredMember(int name) {
    ignored++;
    int close = closingQuote(name);
    int at = close == UNUSUAL ? UNUSUAL : behindColon(close + 1);
    if (at == UNUSUAL) {
      return UNUSUAL;
    }
    at = skipWhiteSpace(at);
    return switch (bytes[at]) {
      case '"' -> behindString(at);
      case 'n' -> behind(at, NULL);
      case 't' -> behind(at, TRUE);
      case 'f' -> behind(at, FALSE);
      default -> numbers.scan(bytes, at, end);
    };
  }

  private int behindString(int quote) {
    int close = closingQuote(quote + 1);
    return close == UNUSUAL ? UNUSUAL : close + 1;
  }

  private int behind(int at, byte[] literal) {
    return isAt(at, literal) ? at + literal.length : UNUSUAL;
  }

  private boolean isAt(int at, byte[] text) {
    int to = at + text.length;
    return to < end && Arrays.equals(bytes, at, to, text, 0, text.length);
  }

  /** Where a string ends that holds nothing but printable ASCII, without escapes. */
  private int closingQuote(int from) {
    for (int at = from; at < end; at++) {
      byte b = bytes[at];
      if (b == '"') {
        return at;
      }
      if (b < ' ' || b == '\\' || b == DELETE) {
        return UNUSUAL;
      }
    }
    return UNUSUAL;
  }

  private int skipWhiteSpace(int from) {
    int at = from;
    while (isWhiteSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static byte[][] names() {
    return Stream.concat(
            NumericField.ALL.stream().map(NumericField::column),
            Stream.of(FieldNames.TIMESTAMP, FieldNames.LOCATION_ID))
        .map(name -> ascii(name + '"'))
        .toArray(byte[][]::new);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
