package io.geostream.common.text;

import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Removes from a text what a terminal would obey instead of showing: control characters (C0, DEL
 * and C1, which has one-character forms of escape sequences), line and paragraph separators,
 * controls of the writing direction, and surrogates without a partner. This is the only place that
 * decides what these are.
 */
public final class Printable {

  private static final String REPLACEMENT = "\ufffd";

  private Printable() {}

  /** One line: U+FFFD stands for each character that must not reach a terminal. */
  public static String oneLine(String text) {
    return replace(text, Printable::isUnprintable, codePoint -> REPLACEMENT);
  }

  /** Any number of lines, tabs included; otherwise as {@link #oneLine}. */
  public static String lines(String text) {
    return replace(
        text,
        codePoint -> isUnprintable(codePoint) && codePoint != '\n' && codePoint != '\t',
        codePoint -> REPLACEMENT);
  }

  /**
   * A JSON text of the same meaning that has an escape sequence for each such character in its
   * strings.
   *
   * @param json valid; outside of strings it has none of these but line feeds
   */
  public static String json(String json) {
    return replace(
        json,
        codePoint -> isUnprintable(codePoint) && codePoint != '\n',
        codePoint -> String.format(Locale.ROOT, "\\u%04x", codePoint));
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default ->
          (codePoint >= 0x202a && codePoint <= 0x202e)
              || (codePoint >= 0x2066 && codePoint <= 0x2069);
    };
  }

  private static String replace(String text, IntPredicate which, IntFunction<String> by) {
    if (text.codePoints().noneMatch(which)) {
      return text;
    }
    StringBuilder replaced = new StringBuilder(text.length() + REPLACEMENT.length());
    text.codePoints()
        .forEach(
            codePoint -> {
              if (which.test(codePoint)) {
                replaced.append(by.apply(codePoint));
              } else {
                replaced.appendCodePoint(codePoint);
              }
            });
    return replaced.toString();
  }
}
