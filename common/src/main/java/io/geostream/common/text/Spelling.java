package io.geostream.common.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {

  private Spelling() {}

  /** The name that a word misses by at most a quarter of its letters, whatever their case. */
  public static Optional<String> nearest(String word, Collection<String> names) {
    String lower = word.toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int most = Math.max(1, name.length() / 4);
      if (Math.abs(word.length() - name.length()) > most) {
        continue;
      }
      int distance = distance(lower, name.toLowerCase(Locale.ROOT));
      if (distance <= most && distance < least && distance < name.length()) {
        nearest = name;
        least = distance;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** How many letters to change, add or leave out (Levenshtein's distance). */
  private static int distance(String word, String name) {
    int[] before = new int[name.length() + 1];
    for (int j = 0; j <= name.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= word.length(); i++) {
      int[] now = new int[name.length() + 1];
      now[0] = i;
      for (int j = 1; j <= name.length(); j++) {
        int changed = before[j - 1] + (word.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(changed, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[name.length()];
  }
}
