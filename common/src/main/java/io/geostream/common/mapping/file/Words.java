package io.geostream.common.mapping.file;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The words of a map, each of them known. */
final class Words {

  private final YamlMap map;
  private final String owner;

  /**
   * Checks the words.
   *
   * @param owner what has them, for messages; empty for the file
   */
  Words(YamlMap map, String owner, List<String> known) {
    this.map = map;
    this.owner = owner.isEmpty() ? "" : " of " + owner;
    for (Map.Entry<String, YamlMap.Member> member : map.members().entrySet()) {
      if (!known.contains(member.getKey())) {
        throw member
            .getValue()
            .place()
            .fault(
                "unknown word " + YamlScalar.quoted(member.getKey()) + this.owner,
                Hints.meant(member.getKey(), known, "the words are " + String.join(", ", known)));
      }
    }
  }

  boolean has(String word) {
    return map.members().containsKey(word);
  }

  /** The value of a word, if it is there. */
  Optional<YamlValue> find(String word) {
    return Optional.ofNullable(map.members().get(word)).map(YamlMap.Member::value);
  }

  /** The text of a word, if it is there. */
  Optional<String> text(String word) {
    return find(word).map(value -> value.text(name(word)));
  }

  /** The value of an enum that the text of a word names, if it is there. */
  <T extends Enum<T>> Optional<T> choice(String word, T[] values) {
    List<String> known = Arrays.stream(values).map(Enum::toString).toList();
    return text(word)
        .map(
            text -> {
              int index = known.indexOf(text);
              if (index < 0) {
                throw unknown(word, text, known);
              }
              return values[index];
            });
  }

  /** The boolean of a word; false if it is not there. */
  boolean isTrue(String word) {
    return find(word).map(value -> value.bool(name(word))).orElse(false);
  }

  /** The value of a word that has to be there. */
  YamlValue get(String word, String example) {
    return find(word)
        .orElseThrow(() -> map.place().fault(name(word) + " is missing", "add " + example));
  }

  /** How messages name a word. */
  String name(String word) {
    return word + owner;
  }

  /**
   * Parses a word's text.
   *
   * @param parser throws an {@link IllegalArgumentException} that says what is wrong and what would
   *     be right
   */
  <T> T parse(String word, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw place(word).fault(name(word) + ": " + e.getMessage());
    }
  }

  /** What to throw for a fault of a word. */
  MappingException fault(String word, String wrong, String right) {
    return place(word).fault(name(word) + " " + wrong, right);
  }

  /** Where a word is; the map's beginning if it is not there. */
  Place place(String word) {
    YamlMap.Member member = map.members().get(word);
    return member == null ? map.place() : member.place();
  }

  /** What to throw if a word's text is not a known one. */
  MappingException unknown(String word, String text, List<String> known) {
    return fault(
        word,
        "is " + YamlScalar.quoted(text),
        Hints.meant(text, known, "it has to be one of " + String.join(", ", known)));
  }
}
