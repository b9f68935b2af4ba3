package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.Identifiers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Names of members as words, and as names in the database. */
final class NameWords {

  /** PostgreSQL cuts off what is longer. */
  private static final int MOST_BYTES = 63;

  private NameWords() {}

  /**
   * A name in snake case: {@code devEUI} is {@code dev_eui}. Empty if it has no letter or digit.
   */
  static String snake(String name) {
    return name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2")
        .replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1_$2")
        .replaceAll("(\\p{N})(\\p{Lu}\\p{Ll})", "$1_$2")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "_")
        .replaceAll("^_|_$", "");
  }

  /** The words of a name: {@code devEUI} has {@code dev} and {@code eui}. */
  static List<String> of(String name) {
    return List.of(snake(name).split("_", -1));
  }

  /** A name that any table or column can have, made of one in snake case. */
  static String identifier(String snake) {
    boolean fits =
        !snake.isEmpty()
            && Character.isLetter(snake.codePointAt(0))
            && !Identifiers.isSystemColumn(snake);
    return cut(fits ? snake : "_" + snake, MOST_BYTES);
  }

  /** The same with a number, to tell it from others. */
  static String numbered(String identifier, int number) {
    String suffix = "_" + number;
    return cut(identifier, MOST_BYTES - suffix.length()) + suffix;
  }

  private static String cut(String text, int bytes) {
    String cut = text;
    while (cut.getBytes(StandardCharsets.UTF_8).length > bytes) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }
}
