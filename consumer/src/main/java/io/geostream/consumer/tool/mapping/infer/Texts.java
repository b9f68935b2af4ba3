package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.decode.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The texts that were seen at a place. */
final class Texts {

  /** What a text looks like. */
  enum Kind {
    /** A word for "no value". */
    ABSENT,
    NUMBER,
    BOOLEAN,
    UUID,
    /** An ISO time with an offset. */
    TIME,
    /** An ISO time without an offset. */
    LOCAL_TIME,
    OTHER
  }

  private static final Set<String> ABSENT =
      Set.of("", "-", "--", "na", "n/a", "nan", "null", "nil", "none", "unknown", "unavailable");

  /**
   * Numbers that the decoder coerces; longer ones are more likely names, such as serial numbers.
   */
  private static final Pattern NUMBER =
      Pattern.compile("(?=.{1,15}$)-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?");

  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern DATE_AND_TIME =
      Pattern.compile("(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9].{1,40}");

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final SortedSet<String> absent = new TreeSet<>();
  private final Numbers numbers;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /**
   * @param numbers gets those that are in texts
   */
  Texts(Numbers numbers) {
    this.numbers = numbers;
  }

  void add(String text) {
    counts.merge(kind(text), 1L, Long::sum);
  }

  private Kind kind(String text) {
    if (isAbsent(text)) {
      absent.add(text);
      return Kind.ABSENT;
    }
    if (NUMBER.matcher(text).matches()) {
      numbers.add(text);
      return Kind.NUMBER;
    }
    if (text.equals("true") || text.equals("false")) {
      return Kind.BOOLEAN;
    }
    if (UUID.matcher(text).matches()) {
      return Kind.UUID;
    }
    if (!DATE_AND_TIME.matcher(text).matches()) {
      return Kind.OTHER;
    }
    return isTime(text) ? Kind.TIME : isTime(text + "Z") ? Kind.LOCAL_TIME : Kind.OTHER;
  }

  static boolean isAbsent(String text) {
    return ABSENT.contains(text.toLowerCase(Locale.ROOT));
  }

  private boolean isTime(String text) {
    try {
      long time = Timestamps.parse(text);
      earliest = Math.min(earliest, time);
      latest = Math.max(latest, time);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether all are of these kinds, words for "no value" aside. */
  boolean haveNoneBut(Kind... kinds) {
    return these(kinds) + count(Kind.ABSENT) == count();
  }

  /**
   * Whether there are texts of these kinds, all others are words for "no value", and these are not
   * more numerous.
   */
  boolean areAll(Kind... kinds) {
    long these = these(kinds);
    return these > 0 && haveNoneBut(kinds) && count(Kind.ABSENT) <= these;
  }

  private long these(Kind... kinds) {
    return List.of(kinds).stream().mapToLong(this::count).sum();
  }

  /** The words for "no value" that were there. */
  List<String> absent() {
    return List.copyOf(absent);
  }

  /** The earliest and the latest time. */
  String timeRange() {
    return time(earliest) + "…" + time(latest);
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
