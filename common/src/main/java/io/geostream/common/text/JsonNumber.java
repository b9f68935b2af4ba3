package io.geostream.common.text;

import java.util.regex.Pattern;

/** The grammar of numbers in JSON. */
public final class JsonNumber {

  private static final Pattern GRAMMAR =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private JsonNumber() {}

  /** Whether a text is a number, without blanks around it. */
  public static boolean matches(String text) {
    return GRAMMAR.matcher(text).matches();
  }
}
