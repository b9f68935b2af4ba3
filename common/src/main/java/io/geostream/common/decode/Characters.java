package io.geostream.common.decode;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds characters that a text must not contain. */
final class Characters {

  private Characters() {}

  /**
   * Looks for U+0000 and lone surrogates, which PostgreSQL cannot store.
   *
   * @param refusesControls whether other control characters are faults too
   */
  static @Nullable BadRecord fault(String text, boolean refusesControls) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || (refusesControls && Character.isISOControl(c))) {
        return fault("control character", c, i);
      }
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        if (!pair) {
          return fault("lone surrogate", c, i);
        }
        i++;
      }
    }
    return null;
  }

  private static BadRecord fault(String what, char c, int at) {
    return Descriptions.outOfRange(
        String.format(Locale.ROOT, "%s U+%04X at position %d", what, (int) c, at));
  }
}
