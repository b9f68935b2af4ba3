package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.decode.Timestamps;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The texts that were seen at a place. */
final class SeenTexts {

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

  /** As the decoder coerces numbers. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern DATE_AND_TIME =
      Pattern.compile("(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9].*");
  private static final int LONGEST_TIME = 64;
  private static final int MOST_EXAMPLES = 3;
  private static final int MOST_WORDS = 8;

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final SortedSet<String> absentWords = new TreeSet<>();
  private final List<String> examples = new ArrayList<>();
  private int longest;

  /** Adds one; gives what it looks like. */
  Kind add(String text) {
    longest = Math.max(longest, text.length());
    Kind kind = kind(text);
    if (kind == Kind.ABSENT && absentWords.size() == MOST_WORDS && !absentWords.contains(text)) {
      kind = Kind.OTHER;
    }
    if (kind == Kind.ABSENT) {
      absentWords.add(text);
    } else if (examples.size() < MOST_EXAMPLES && !examples.contains(Shown.cut(text))) {
      examples.add(Shown.cut(text));
    }
    counts.merge(kind, 1L, Long::sum);
    return kind;
  }

  private static Kind kind(String text) {
    if (ABSENT.contains(text.toLowerCase(Locale.ROOT))) {
      return Kind.ABSENT;
    }
    if (NUMBER.matcher(text).matches()) {
      return Kind.NUMBER;
    }
    if (text.equals("true") || text.equals("false")) {
      return Kind.BOOLEAN;
    }
    if (UUID.matcher(text).matches()) {
      return Kind.UUID;
    }
    if (text.length() <= LONGEST_TIME && DATE_AND_TIME.matcher(text).matches()) {
      return isTime(text) ? Kind.TIME : isTime(text + "Z") ? Kind.LOCAL_TIME : Kind.OTHER;
    }
    return Kind.OTHER;
  }

  private static boolean isTime(String text) {
    try {
      Timestamps.parse(text);
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

  /** Whether there are texts of these kinds, and none but of these and words for "no value". */
  boolean areAll(Kind... kinds) {
    long these = 0;
    for (Kind kind : kinds) {
      these += count(kind);
    }
    return these > 0 && these + count(Kind.ABSENT) == count() && count(Kind.ABSENT) <= these;
  }

  /** The words for "no value" that were there. */
  Collection<String> absentWords() {
    return absentWords;
  }

  /** Some of the others, cut. */
  List<String> examples() {
    return examples;
  }

  /** The length of the longest, in UTF-16 units. */
  int longest() {
    return longest;
  }
}
