package io.geostream.common.decode;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ISO-8601 dates and times with an offset, as microseconds since 1970-01-01T00:00:00Z. As
 * PostgreSQL writes them, there may be a space in place of the {@code T}, and offsets like {@code
 * +0530} and {@code +05}.
 *
 * <p>The layout that programs write, {@code 2026-11-22T20:07:56.123456+00:00} with 0 to 9 digits of
 * fraction, is read by hand, because this is done for each reading; whatever looks different goes
 * to {@link DateTimeFormatter}.
 */
public final class Timestamps {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int DATE_TIME_LENGTH = "2026-11-22T20:07:56".length();
  private static final int OFFSET_LENGTH = 6; // +00:00
  private static final int OFFSET_WITHOUT_COLON = 5; // +0000
  private static final int OFFSET_OF_HOURS = 3; // +00
  private static final int FRACTION_DIGITS = 6;
  private static final int MAX_FRACTION_DIGITS = 9;
  private static final int MAX_OFFSET_SECONDS = 18 * 3_600;

  /** Date, time, and an offset without a colon, if there is one. */
  private static final Pattern LAYOUT =
      Pattern.compile("([^Tt ]+)[Tt ](.*?)(?:([+-]\\d\\d)(\\d\\d)?)?");

  /** Not read by {@link #parseUsualLayout}. */
  static final long UNUSUAL = Long.MIN_VALUE;

  private Timestamps() {}

  /**
   * Reads a timestamp. Digits finer than a microsecond are cut off.
   *
   * @return microseconds since 1970-01-01T00:00:00Z
   * @throws DateTimeException if the text is not an ISO-8601 date and time with an offset
   */
  public static long parse(String text) {
    return parse(text, null);
  }

  /**
   * Reads a timestamp, which may lack an offset.
   *
   * @param zone of times without an offset; null if these are refused. A time that the zone has
   *     twice is the later one, one that it skips has the offset before
   * @return microseconds since 1970-01-01T00:00:00Z
   * @throws DateTimeException if the text is not an ISO-8601 date and time
   */
  static long parse(String text, @Nullable ZoneRules zone) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII); // others become question marks
    long micros = parseUsualLayout(ascii, 0, ascii.length, zone);
    if (micros != UNUSUAL) {
      return micros;
    }
    OffsetDateTime time = parseAny(strictly(text), zone);
    try {
      return Math.addExact(
          Math.multiplyExact(time.toEpochSecond(), MICROS_PER_SECOND), time.getNano() / 1_000);
    } catch (ArithmeticException e) {
      throw new DateTimeException("beyond what 64 bits of microseconds reach: " + text, e);
    }
  }

  private static OffsetDateTime parseAny(String text, @Nullable ZoneRules zone) {
    if (zone == null) {
      return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof LocalDateTime local
        ? local.atOffset(offset(local, zone))
        : (OffsetDateTime) time;
  }

  private static ZoneOffset offset(LocalDateTime local, ZoneRules zone) {
    ZoneOffsetTransition transition = zone.getTransition(local);
    if (transition == null) {
      return zone.getOffset(local);
    }
    return transition.isOverlap() ? transition.getOffsetAfter() : transition.getOffsetBefore();
  }

  /** The text as ISO-8601 has it; what has another layout stays as it is. */
  private static String strictly(String text) {
    Matcher layout = LAYOUT.matcher(text);
    if (!layout.matches()) {
      return text;
    }
    String hours = layout.group(3);
    String minutes = layout.group(4);
    String offset = hours == null ? "" : hours + ":" + (minutes == null ? "00" : minutes);
    return layout.group(1) + "T" + layout.group(2) + offset;
  }

  /**
   * Reads the usual layout from ASCII.
   *
   * @param zone of times without an offset; null if these are another layout
   * @return microseconds since 1970-01-01T00:00:00Z; {@link #UNUSUAL} if it is another layout, or
   *     none at all
   */
  static long parseUsualLayout(byte[] text, int from, int to, @Nullable ZoneRules zone) {
    if (to - from < DATE_TIME_LENGTH
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || (text[from + 10] != 'T' && text[from + 10] != ' ')
        || text[from + 13] != ':'
        || text[from + 16] != ':') {
      return UNUSUAL;
    }
    int century = twoDigits(text, from);
    int year = twoDigits(text, from + 2);
    int month = twoDigits(text, from + 5);
    int day = twoDigits(text, from + 8);
    int hour = twoDigits(text, from + 11);
    int minute = twoDigits(text, from + 14);
    int second = twoDigits(text, from + 17);
    if ((century | year | month | day | hour | minute | second) < 0
        || month < 1
        || month > 12
        || day < 1
        || hour > 23
        || minute > 59
        || second > 59) {
      return UNUSUAL;
    }
    int at = from + DATE_TIME_LENGTH;
    int fraction = 0;
    if (at < to && text[at] == '.') {
      int first = ++at;
      for (; at < to && isDigit(text[at]); at++) {
        if (at - first < FRACTION_DIGITS) {
          fraction = fraction * 10 + (text[at] - '0');
        }
      }
      int digits = at - first;
      if (digits == 0 || digits > MAX_FRACTION_DIGITS) {
        return UNUSUAL;
      }
      for (; digits < FRACTION_DIGITS; digits++) {
        fraction *= 10;
      }
    }
    int fullYear = century * 100 + year;
    if (day > 28 && day > lengthOfMonth(fullYear, month)) {
      return UNUSUAL;
    }
    int offset =
        at == to && zone != null
            ? offset(LocalDateTime.of(fullYear, month, day, hour, minute, second), zone)
                .getTotalSeconds()
            : offsetSeconds(text, at, to);
    if (offset == Integer.MIN_VALUE) {
      return UNUSUAL;
    }
    long seconds =
        LocalDate.of(fullYear, month, day).toEpochDay() * SECONDS_PER_DAY
            + hour * 3_600L
            + minute * 60L
            + second
            - offset;
    return seconds * MICROS_PER_SECOND + fraction;
  }

  /**
   * The offset that begins at the index and ends the text, in seconds; MIN_VALUE if there is none
   * of the usual form.
   */
  private static int offsetSeconds(byte[] text, int at, int to) {
    int left = to - at;
    if (left == 1 && text[at] == 'Z') {
      return 0;
    }
    byte sign = left > 0 ? text[at] : 0;
    if (sign != '+' && sign != '-') {
      return Integer.MIN_VALUE;
    }
    int minutes =
        switch (left) {
          case OFFSET_LENGTH -> text[at + 3] == ':' ? twoDigits(text, at + 4) : -1;
          case OFFSET_WITHOUT_COLON -> twoDigits(text, at + 3);
          case OFFSET_OF_HOURS -> 0;
          default -> -1;
        };
    int hours = minutes < 0 ? -1 : twoDigits(text, at + 1);
    int seconds = hours * 3_600 + minutes * 60;
    if (hours < 0 || minutes > 59 || seconds > MAX_OFFSET_SECONDS) {
      return Integer.MIN_VALUE;
    }
    return sign == '-' ? -seconds : seconds;
  }

  private static int lengthOfMonth(int year, int month) {
    return YearMonth.of(year, month).lengthOfMonth();
  }

  private static int twoDigits(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /**
   * Writes a timestamp as the tutorial's Python does, always with six digits: {@code
   * 2026-11-22T20:07:56.120000+00:00}.
   */
  public static String format(long epochMicros) {
    StringBuilder text = new StringBuilder(DATE_TIME_LENGTH + 1 + FRACTION_DIGITS + OFFSET_LENGTH);
    long seconds = Math.floorDiv(epochMicros, MICROS_PER_SECOND);
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, (long) SECONDS_PER_DAY));
    int secondOfDay = (int) Math.floorMod(seconds, (long) SECONDS_PER_DAY);
    pad(text, date.getYear(), 4).append('-');
    pad(text, date.getMonthValue(), 2).append('-');
    pad(text, date.getDayOfMonth(), 2).append('T');
    pad(text, secondOfDay / 3_600, 2).append(':');
    pad(text, secondOfDay / 60 % 60, 2).append(':');
    pad(text, secondOfDay % 60, 2).append('.');
    pad(text, (int) Math.floorMod(epochMicros, MICROS_PER_SECOND), FRACTION_DIGITS)
        .append("+00:00");
    return text.toString();
  }

  private static StringBuilder pad(StringBuilder text, int number, int width) {
    int limit = 1;
    for (int i = 1; i < width; i++) {
      limit *= 10;
    }
    for (; limit > 1 && number < limit; limit /= 10) {
      text.append('0');
    }
    return text.append(number);
  }
}
