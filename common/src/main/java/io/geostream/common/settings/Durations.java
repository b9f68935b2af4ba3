package io.geostream.common.settings;

import java.time.Duration;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as users write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 30d};
 * {@code 0} needs no unit.
 */
public final class Durations implements ITypeConverter<Duration> {

  private static final long[] LENGTHS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
  private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

  @Override
  public Duration convert(String text) {
    return parse(text);
  }

  /**
   * Reads a duration.
   *
   * @throws TypeConversionException if the text is none, or longer than 10,000 days
   */
  public static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration such as 500ms, 30s, 5m, 1h or 30d");
    }
    long number = Long.parseLong(form.group(1));
    Duration duration =
        switch (form.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (duration.compareTo(Duration.ofDays(10_000)) > 0) {
      throw new TypeConversionException("'" + text + "' is longer than 10000d");
    }
    return duration;
  }

  /** Writes a duration in the largest unit that it is a whole number of. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    int unit = 0;
    while (unit < UNITS.length - 1 && (millis == 0 || millis % LENGTHS[unit] != 0)) {
      unit++;
    }
    return millis / LENGTHS[unit] + UNITS[unit];
  }

  /**
   * Writes a duration for people, in its two largest units: {@code 31d 4h}, {@code 3m 20s}, {@code
   * 1d 5ms}. What is smaller is cut off.
   */
  public static String inWords(Duration duration) {
    long millis = duration.toMillis();
    StringJoiner words = new StringJoiner(" ");
    int parts = 0;
    for (int unit = 0; unit < UNITS.length && parts < 2; unit++) {
      if (millis >= LENGTHS[unit]) {
        words.add(millis / LENGTHS[unit] + UNITS[unit]);
        millis %= LENGTHS[unit];
        parts++;
      }
    }
    return words.setEmptyValue("0s").toString();
  }
}
