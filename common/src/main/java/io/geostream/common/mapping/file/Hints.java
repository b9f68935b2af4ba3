package io.geostream.common.mapping.file;

import io.geostream.common.text.Spelling;
import java.util.Collection;

/** Suggestions for wrong names. */
final class Hints {

  private Hints() {}

  /** The name that was probably meant. */
  static String meant(String word, Collection<String> names, String otherwise) {
    return Spelling.nearest(word, names)
        .map(near -> "did you mean " + near + "?")
        .orElse(otherwise);
  }
}
