package io.geostream.common.mapping.file;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Intervals as PostgreSQL reads them, of whole numbers and units. */
public final class Intervals {

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "microsecond", ChronoUnit.MICROS,
          "millisecond", ChronoUnit.MILLIS,
          "second", ChronoUnit.SECONDS,
          "minute", ChronoUnit.MINUTES,
          "hour", ChronoUnit.HOURS,
          "day", ChronoUnit.DAYS,
          "week", ChronoUnit.WEEKS,
          "month", ChronoUnit.MONTHS,
          "year", ChronoUnit.YEARS);

  private static final double MOST_SECONDS = seconds(ChronoUnit.MILLENNIA.getDuration());

  private Intervals() {}

  /** How long an interval of a mapping is. Months and years are as long as they are on average. */
  public static Duration length(String interval) {
    return Duration.ofMillis(Math.round(seconds(interval) * 1_000));
  }

  /** The interval that a word gives, if it is there: above 0, at most a thousand years. */
  static Optional<String> read(Words words, String word) {
    return words
        .text(word)
        .map(
            text -> {
              double seconds = seconds(text);
              if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
                throw words.fault(
                    word,
                    "is " + YamlScalar.quoted(text),
                    seconds == 0
                        ? "it has to be above 0"
                        : seconds > MOST_SECONDS
                            ? "it is at most 1000 years"
                            : "it has to be whole numbers with units of microsecond to year, such as 1 hour 30 minutes");
              }
              return text;
            });
  }

  /** NaN if the text is not an interval. */
  private static double seconds(String text) {
    String[] parts = text.split(" ", -1);
    Set<ChronoUnit> seen = new HashSet<>();
    double seconds = parts.length % 2 == 0 ? 0 : Double.NaN;
    for (int at = 0; at + 1 < parts.length; at += 2) {
      ChronoUnit unit = UNITS.get(parts[at + 1].replaceFirst("s$", ""));
      if (unit == null || !parts[at].matches("[0-9]{1,18}") || !seen.add(unit)) {
        return Double.NaN;
      }
      seconds += Long.parseLong(parts[at]) * seconds(unit.getDuration());
    }
    return seconds;
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
