package io.geostream.common.settings;

import io.geostream.common.text.Spelling;
import java.util.Collection;
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
    if (Spelling.nearest(argument, subcommands).isPresent()) {
      return "unknown subcommand: '" + argument + "'";
    }
    String known = subcommands.isEmpty() ? "" : " and none of " + String.join(", ", subcommands);
    return "a word that is no option" + known + "; it is not repeated, as it may be a password";
  }
}
