package io.geostream.common.settings;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets in URLs: user info, and parameters that are passwords, in whichever form. */
final class UrlSecrets {

  private static final Pattern USER_INFO = Pattern.compile("://[^/?#]*@");
  private static final Pattern AT = Pattern.compile("[^?]*@.*");
  private static final Pattern PARAMETER = Pattern.compile("[?&]([^=&]*)=");
  private static final Pattern SECRET =
      Pattern.compile("password|passphrase|secret", Pattern.CASE_INSENSITIVE);
  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  private UrlSecrets() {}

  /** Whether there is one in the text. */
  static boolean isIn(String text) {
    return USER_INFO.matcher(text).find()
        || PARAMETER
            .matcher(text)
            .results()
            .anyMatch(name -> SECRET.matcher(unescaped(name.group(1))).find());
  }

  /** Whether a URL may have user info, perhaps with a / or # in it that is not escaped. */
  static boolean mayBeIn(String url) {
    return AT.matcher(url).matches();
  }

  private static String unescaped(String name) {
    return ESCAPE
        .matcher(name)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    Character.toString(Integer.parseInt(escape.group(1), 16))));
  }

  /** The argument with one, or its option if it follows one; never the secret itself. */
  static String nameOf(List<String> arguments, int at) {
    String argument = arguments.get(at);
    if (argument.startsWith("-")) {
      return argument.replaceFirst("[=:/?@].*", "");
    }
    return at > 0 && arguments.get(at - 1).startsWith("-") ? arguments.get(at - 1) : "an argument";
  }
}
