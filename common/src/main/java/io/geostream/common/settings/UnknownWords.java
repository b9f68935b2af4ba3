package io.geostream.common.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names an unknown argument, without repeating one that may be a secret. */
final class UnknownWords {

  /** The name of an option; its value may follow at once. */
  private static final Pattern OPTION = Pattern.compile("--[\\w.-]+|-\\w");

  private UnknownWords() {}

  /**
   * A message about an argument.
   *
   * @param subcommands the names that could stand there
   */
  static String describe(String argument, Collection<String> subcommands) {
    Matcher option = OPTION.matcher(argument);
    if (option.lookingAt()) {
      return "unknown option: '" + option.group() + "'";
    }
    if (subcommands.stream().anyMatch(name -> isNear(argument.toLowerCase(Locale.ROOT), name))) {
      return "unknown subcommand: '" + argument + "'";
    }
    String known = subcommands.isEmpty() ? "" : " and none of " + String.join(", ", subcommands);
    return "a word that is no option" + known + "; it is not repeated, as it may be a password";
  }

  private static boolean isNear(String word, String name) {
    int most = Math.max(1, name.length() / 4);
    return Math.abs(word.length() - name.length()) <= most && distance(word, name) <= most;
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
