package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.text.Printable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes arbitrary texts into a YAML file, each on one line. */
final class Yaml {

  private static final String PLAIN = "[/$]?[A-Za-z_][A-Za-z0-9_/.-]*";
  private static final String OTHER_WORD = "(?i)true|false|null";
  private static final int LONGEST_SHOWN = 32;

  private Yaml() {}

  static String list(List<String> texts) {
    return texts.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
  }

  static String text(String text) {
    return text.matches(PLAIN) && !text.matches(OTHER_WORD) ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if ((c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c)) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append(String.format(Locale.ROOT, "\\U%08x", c));
              }
            });
    return quoted.append('"').toString();
  }

  static String comment(String text) {
    return "# " + Printable.oneLine(text).replaceAll("\\p{Cn}|\uFEFF", "\uFFFD");
  }

  /** A text, cut to what a comment has room for. */
  static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
  }
}
