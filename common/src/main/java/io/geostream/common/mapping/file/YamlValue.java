package io.geostream.common.mapping.file;

import java.math.BigDecimal;
import java.util.List;

/**
 * A value in YAML, with its place. Each accessor takes the name of the value's word, for its
 * message.
 */
sealed interface YamlValue permits YamlScalar, YamlList, YamlMap {

  /** Where it begins. */
  Place place();

  /** What it is, for a message. */
  String shown();

  /** The value of a word that is a text of at most {@value YamlScalar#MAX_LENGTH} characters. */
  default String text(String word) {
    throw fault(word, "it has to be a text");
  }

  /** The value of a word that is true or false. */
  default boolean bool(String word) {
    throw fault(word, "it has to be true or false");
  }

  /** The value of a word that is a finite number of at most 1,000 digits. */
  default BigDecimal number(String word) {
    throw fault(word, "it has to be a number");
  }

  /** The value of a word that is a list. */
  default List<YamlValue> list(String word, String example) {
    throw fault(word, "it has to be a list, such as " + example);
  }

  /** The value of a word that is a map. */
  default YamlMap map(String word, String example) {
    throw fault(word, "it has to be a map, such as " + example);
  }

  /** What to throw if the value of a word has to be something else. */
  default MappingException fault(String word, String right) {
    return place().fault(word + " is " + shown(), right);
  }
}
