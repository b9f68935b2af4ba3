package io.geostream.common.reading;

/**
 * A message that is not a reading.
 *
 * @param code the kind of fault, for programs
 * @param message what a person needs to mend it: one line, without control characters, of bounded
 *     length
 */
public record BadRecord(ErrorCode code, String message) implements Decoded {

  private static final int LONGEST = 500;

  public BadRecord {
    message = message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
    message =
        message
            .codePoints()
            .collect(StringBuilder::new, BadRecord::appendPrintable, StringBuilder::append)
            .toString();
  }

  private static void appendPrintable(StringBuilder text, int codePoint) {
    text.appendCodePoint(isPrintable(codePoint) ? codePoint : '\ufffd');
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
