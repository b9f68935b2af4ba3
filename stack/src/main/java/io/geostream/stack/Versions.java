package io.geostream.stack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Versions such as 15.13, 2.28.3 or 2.29.0-dev, by their numbers. */
public final class Versions {
  /** Older ones first; what stands between the numbers does not count. */
  public static final Comparator<String> BY_NUMBERS =
      Comparator.comparing(Versions::numbers, Arrays::compare);

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private Versions() {}

  private static int[] numbers(String version) {
    return NUMBER
        .matcher(version)
        .results()
        .mapToInt(number -> Integer.parseInt(number.group()))
        .toArray();
  }
}
