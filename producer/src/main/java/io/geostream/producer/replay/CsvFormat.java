package io.geostream.producer.replay;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written, as far as the file itself does not show it.
 *
 * @param separator between fields; null to find it by the header
 * @param missing what stands for an absent value, besides {@code NA}, {@code NaN}, {@code \N} and
 *     blank fields; in any case of letters
 */
public record CsvFormat(@Nullable Character separator, Set<String> missing) {

  private static final Set<String> USUAL_MARKS = Set.of("NA", "NaN", "\\N");
  private static final char[] SEPARATORS = {',', ';', '\t'};

  /** Found by the header, with the usual marks. */
  public static final CsvFormat USUAL = new CsvFormat(null, Set.of());

  /** Takes the usual marks in. */
  public CsvFormat {
    Set<String> marks = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    marks.addAll(USUAL_MARKS);
    marks.addAll(missing);
    missing = marks;
  }

  /** Whether a field's text stands for an absent value. */
  boolean isMissing(String text) {
    String bare = text.strip();
    return bare.isEmpty() || missing.contains(bare);
  }

  /** The separator of a file with this header: the one that is there most often outside quotes. */
  char separator(String header) {
    if (separator != null) {
      return separator;
    }
    char best = SEPARATORS[0];
    for (char candidate : SEPARATORS) {
      if (count(candidate, header) > count(best, header)) {
        best = candidate;
      }
    }
    return best;
  }

  private static int count(char separator, String header) {
    int count = 0;
    boolean quoted = false;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      quoted ^= c == '"';
      count += c == separator && !quoted ? 1 : 0;
    }
    return count;
  }

  /** A separator as messages name it. */
  static String name(char separator) {
    return separator == '\t' ? "a tab" : String.format(Locale.ROOT, "\"%c\"", separator);
  }
}
