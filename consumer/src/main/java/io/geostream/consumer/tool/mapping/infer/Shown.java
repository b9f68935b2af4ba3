package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.text.Printable;
import java.util.Collection;
import java.util.stream.Collectors;

/** Foreign texts in comments. */
final class Shown {

  private static final int LONGEST = 32;

  private Shown() {}

  /** A text, cut to what a comment has room for. */
  static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /** Texts in quotes, one after the other. */
  static String quoted(Collection<String> texts) {
    return texts.stream().map(text -> '"' + cut(text) + '"').collect(Collectors.joining(", "));
  }

  /** One line that YAML takes as a comment. */
  static String comment(String text) {
    return Printable.oneLine(text).replaceAll("\\p{Cn}|\uFEFF", "\uFFFD");
  }
}
