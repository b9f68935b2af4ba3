package io.geostream.common.decode;

/** Words for what is wrong with a value. */
final class Descriptions {

  private static final int LONGEST_QUOTATION = 64;

  private Descriptions() {}

  static BadRecord wrongType(String expected, String found) {
    return new BadRecord(ErrorCode.WRONG_TYPE, "expected " + expected + ", found " + found);
  }

  static BadRecord outOfRange(String problem) {
    return new BadRecord(ErrorCode.OUT_OF_RANGE, problem);
  }

  /** A text as what was found. */
  static String text(String text) {
    return "the text " + quoted(text);
  }

  /** A text, cut if it is long. */
  static String quoted(String text) {
    return '"' + cut(text) + '"';
  }

  /** The beginning of a text, all of it if it is short. */
  static String cut(String text) {
    return text.length() <= LONGEST_QUOTATION ? text : text.substring(0, LONGEST_QUOTATION) + "…";
  }
}
