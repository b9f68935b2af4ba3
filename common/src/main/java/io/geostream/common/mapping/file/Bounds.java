package io.geostream.common.mapping.file;

import io.geostream.common.mapping.Length;
import io.geostream.common.mapping.Range;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The bounds of a column's values. */
final class Bounds {

  private static final String RANGE = "[-90, 90], or [0, null] for an open end";
  private static final String LENGTH = "[1, 128], or a number for the most characters";

  private Bounds() {}

  /** What the word {@code range} says. */
  static Range range(Words words) {
    return words.find("range").map(value -> pair(words, "range", value, RANGE)).orElse(Range.ANY);
  }

  /** What the word {@code length} says. */
  static Length length(Words words) {
    return words.find("length").map(value -> length(words, value)).orElse(Length.ANY);
  }

  private static Length length(Words words, YamlValue value) {
    Range range =
        value instanceof YamlScalar
            ? new Range(Optional.empty(), Optional.of(value.number(words.name("length"))))
            : pair(words, "length", value, LENGTH);
    return new Length(
        range.least().map(bound -> characters(words, bound)).orElse(Length.ANY.least()),
        range.most().map(bound -> characters(words, bound)).orElse(Length.ANY.most()));
  }

  private static int characters(Words words, BigDecimal bound) {
    try {
      int characters = bound.intValueExact();
      if (characters >= 0) {
        return characters;
      }
    } catch (ArithmeticException e) {
      // as one that is negative
    }
    throw words.fault(
        "length", "has " + bound, "it has to be a whole number, 0…" + Integer.MAX_VALUE);
  }

  private static Range pair(Words words, String word, YamlValue value, String example) {
    List<YamlValue> ends = value.list(words.name(word), example);
    if (ends.size() != 2) {
      throw words.fault(
          word, "is a list of " + ends.size(), "it is a list of 2, such as " + example);
    }
    Optional<BigDecimal> least = end(words, word, ends.get(0));
    Optional<BigDecimal> most = end(words, word, ends.get(1));
    if (least.isEmpty() && most.isEmpty()) {
      throw words.fault(word, "has two open ends", "remove it: without it there is no bound");
    }
    if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
      throw words.fault(
          word, "has its least, " + least.get() + ", above its most", "exchange them");
    }
    return new Range(least, most);
  }

  private static Optional<BigDecimal> end(Words words, String word, YamlValue value) {
    return value instanceof YamlScalar scalar && scalar.kind() == YamlScalar.Kind.NULL
        ? Optional.empty()
        : Optional.of(value.number("an end of " + words.name(word)));
  }
}
