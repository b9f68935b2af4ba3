package io.geostream.common.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a reading of a station whose name is plain ASCII, without anything that JSON escapes: the
 * texts between the values are always the same bytes, those that {@link JsonReadingWriter} would
 * write. Keeps a buffer: one writer a thread.
 */
final class PlainReadingWriter {

  private static final NumericField[] FIELDS = NumericField.values();
  private static final byte[] TO_TIMESTAMP = ascii("{\"" + FieldNames.TIMESTAMP + "\":\"");
  private static final byte[] TO_LOCATION = ascii("\",\"" + FieldNames.LOCATION_ID + "\":\"");

  /** The text before each number; the first one also ends the station's name. */
  private static final byte[][] TO_NUMBER = textsBeforeNumbers();

  private static final byte[] NULL = ascii("null");
  private static final int LONGEST = longest();

  private final TimestampWriter timestamps = new TimestampWriter();
  private final byte[] buffer = new byte[LONGEST];

  /** Whether {@link #write} can write it. */
  static boolean knows(Reading reading) {
    String id = reading.locationId();
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** The reading, in an array of its own. */
  byte[] write(Reading reading) {
    int at = put(TO_TIMESTAMP, 0);
    at = timestamps.write(reading.epochMicros(), buffer, at);
    at = put(TO_LOCATION, at);
    String id = reading.locationId();
    for (int i = 0; i < id.length(); i++) {
      buffer[at++] = (byte) id.charAt(i);
    }
    for (int i = 0; i < FIELDS.length; i++) {
      at = put(TO_NUMBER[i], at);
      double value = reading.get(FIELDS[i]);
      at = Double.isNaN(value) ? put(NULL, at) : NumberWriter.write(value, buffer, at);
    }
    buffer[at++] = '}';
    return Arrays.copyOf(buffer, at);
  }

  private int put(byte[] text, int at) {
    System.arraycopy(text, 0, buffer, at, text.length);
    return at + text.length;
  }

  private static byte[][] textsBeforeNumbers() {
    byte[][] texts = new byte[FIELDS.length][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = ascii((i == 0 ? "\"" : "") + ",\"" + FIELDS[i].column() + "\":");
    }
    return texts;
  }

  private static int longest() {
    int length =
        TO_TIMESTAMP.length
            + TimestampWriter.LENGTH
            + TO_LOCATION.length
            + ReadingRules.LONGEST_LOCATION_ID
            + 1; // the closing brace
    for (byte[] text : TO_NUMBER) {
      length += text.length + NumberWriter.LONGEST;
    }
    return length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
