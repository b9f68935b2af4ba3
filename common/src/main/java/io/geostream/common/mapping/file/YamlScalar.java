package io.geostream.common.mapping.file;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/**
 * A text, a number, a boolean or null in YAML.
 *
 * @param text as written, without quotes and escapes
 */
record YamlScalar(Place place, Kind kind, String text) implements YamlValue {

  /** No word needs more, and messages repeat it. */
  static final int MAX_LENGTH = 1_000;

  private static final int SHOWN_LENGTH = 80;

  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }

  @Override
  public String shown() {
    return switch (kind) {
      case TEXT -> quoted(text);
      case NUMBER -> "the number " + cut(text);
      case BOOLEAN -> "the boolean " + text;
      case NULL -> "null";
    };
  }

  @Override
  public String text(String word) {
    if (kind == Kind.NUMBER || kind == Kind.BOOLEAN) {
      throw fault(word, "it has to be a text; in quotes it is one");
    }
    if (kind != Kind.TEXT) {
      throw fault(word, "it has to be a text");
    }
    if (text.length() > MAX_LENGTH) {
      throw place.fault(
          word + " has " + text.length() + " characters", "it has at most " + MAX_LENGTH);
    }
    return text;
  }

  @Override
  public boolean bool(String word) {
    if (kind != Kind.BOOLEAN) {
      throw fault(word, "it has to be true or false, without quotes");
    }
    return text.toLowerCase(Locale.ROOT).equals("true");
  }

  @Override
  public BigDecimal number(String word) {
    if (kind != Kind.NUMBER) {
      throw fault(word, "it has to be a number");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".inf") || lower.endsWith(".nan")) {
      throw fault(word, "it has to be a finite number");
    }
    return decimal(lower)
        .orElseThrow(() -> fault(word, "it has to be a number of at most 1,000 digits"));
  }

  private static Optional<BigDecimal> decimal(String number) {
    if (number.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (number.startsWith("0o")) {
      return Optional.of(new BigDecimal(new BigInteger(number.substring(2), 8)));
    }
    if (number.startsWith("0x")) {
      return Optional.of(new BigDecimal(new BigInteger(number.substring(2), 16)));
    }
    try {
      return Optional.of(new BigDecimal(number)).filter(YamlScalar::isShort);
    } catch (NumberFormatException e) {
      return Optional.empty(); // the exponent has too many digits
    }
  }

  private static boolean isShort(BigDecimal number) {
    return number.scale() <= MAX_LENGTH && number.scale() > -MAX_LENGTH;
  }

  /** A text for a message. */
  static String quoted(String text) {
    return '"' + cut(text) + '"';
  }

  private static String cut(String text) {
    return text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH - 1) + "…";
  }
}
