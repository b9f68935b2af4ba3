package io.geostream.producer.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The numbers of a CSV file: people and programs write more than JSON takes. */
final class CsvNumbers {

  /** Sign, whole part without zeros in front, fraction, exponent. */
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?)(?=\\.?\\d)0*(\\d*)(\\.\\d*)?([eE][+-]?\\d+)?");

  private final boolean decimalComma;

  /** The decimal mark of the file's numbers: that of the first which has one. */
  private @Nullable Character decimalMark;

  /**
   * @param decimalComma whether numbers may have a comma in place of their point
   */
  CsvNumbers(boolean decimalComma) {
    this.decimalComma = decimalComma;
  }

  /** Whether a text is a number. */
  boolean isNumber(String text) {
    return layout(text).matches();
  }

  /** The same number as JSON writes it, with all its digits. */
  String json(String text) {
    Matcher number = layout(text);
    if (!number.matches()) {
      throw new IllegalArgumentException(text);
    }
    String fraction = number.group(3);
    String exponent = number.group(4);
    return (number.group(1).equals("-") ? "-" : "")
        + (number.group(2).isEmpty() ? "0" : number.group(2))
        + (fraction == null || fraction.equals(".") ? "" : fraction)
        + (exponent == null ? "" : exponent);
  }

  private Matcher layout(String text) {
    return NUMBER.matcher(decimalComma ? text.replace(',', '.') : text);
  }

  /**
   * Whether a number's decimal mark is not the file's: it may be a separator of thousands instead.
   */
  boolean hasOtherMark(String text) {
    if (!decimalComma || !isNumber(text)) {
      return false;
    }
    char mark = text.indexOf(',') >= 0 ? ',' : '.';
    if (text.indexOf(mark) < 0) {
      return false;
    }
    if (decimalMark == null) {
      decimalMark = mark;
    }
    return decimalMark != mark;
  }

  /** What is wrong with such a number. */
  static String otherMark(String text) {
    return text.indexOf(',') >= 0
        ? "\"" + text + "\" has a comma; earlier numbers have a decimal point"
        : "\"" + text + "\" has a point; earlier numbers have a decimal comma";
  }
}
