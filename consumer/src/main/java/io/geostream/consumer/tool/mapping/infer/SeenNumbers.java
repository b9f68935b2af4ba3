package io.geostream.consumer.tool.mapping.infer;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The numbers that were seen at a place, those in texts among them. */
final class SeenNumbers {

  /** Longer ones have more digits than any of the types that are inferred. */
  private static final int MOST_CHARACTERS = 64;

  private static final int MOST_EXPONENT = 400;
  private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  /** What devices send for "no value". */
  private static final List<BigDecimal> SENTINELS =
      List.of("-999", "-9999", "-99999", "-127", "-32768", "32767", "65535", "9999", "99999")
          .stream()
          .map(BigDecimal::new)
          .toList();

  private final Map<BigDecimal, Long> sentinels = new TreeMap<>();
  private @Nullable BigDecimal least;
  private @Nullable BigDecimal most;
  private boolean fractions;
  private boolean large;
  private boolean onlyBits = true;

  /**
   * Adds one.
   *
   * @param text by the grammar of JSON
   * @return its value, or null if it is one of very many digits
   */
  @Nullable BigDecimal add(String text) {
    fractions |= text.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E');
    onlyBits &= text.equals("0") || text.equals("1");
    BigDecimal value = value(text);
    if (value == null) {
      large = true;
      return null;
    }
    least = least == null ? value : least.min(value);
    most = most == null ? value : most.max(value);
    SENTINELS.stream()
        .filter(each -> each.compareTo(value) == 0)
        .forEach(each -> sentinels.merge(each, 1L, Long::sum));
    return value;
  }

  private static @Nullable BigDecimal value(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return null;
    }
    try {
      BigDecimal value = new BigDecimal(text);
      return Math.abs((long) value.scale()) <= MOST_EXPONENT ? value : null;
    } catch (NumberFormatException e) {
      return null; // the exponent has too many digits
    }
  }

  /** The smallest; null if there is none of usual size. */
  @Nullable BigDecimal least() {
    return least;
  }

  /** The largest; null if there is none of usual size. */
  @Nullable BigDecimal most() {
    return most;
  }

  /** Whether one is written with a fraction or an exponent. */
  boolean haveFractions() {
    return fractions;
  }

  /** Whether all are 0 or 1. */
  boolean areBits() {
    return onlyBits;
  }

  boolean fitLong() {
    return !large
        && least != null
        && most != null
        && least.compareTo(LEAST_LONG) >= 0
        && most.compareTo(MOST_LONG) <= 0;
  }

  boolean fitDouble() {
    return !large
        && least != null
        && most != null
        && Double.isFinite(least.doubleValue())
        && Double.isFinite(most.doubleValue());
  }

  /** Those of them that may mean "no value", and how often they were there. */
  Map<BigDecimal, Long> sentinels() {
    return sentinels;
  }
}
