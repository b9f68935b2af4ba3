package io.geostream.common.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Times in the layout that programs write, {@code 2026-11-22T20:07:56.123456+00:00}, read byte by
 * byte. A space may replace the {@code T}, the fraction is optional and has 1 to 9 digits, and the
 * offset is {@code Z}, {@code +00:00}, {@code +0000} or {@code +00}.
 */
final class UsualTime {

  /** Returned for text of another layout. */
  static final long UNUSUAL = Long.MIN_VALUE;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int DATE_TIME_LENGTH = "2026-11-22T20:07:56".length();
  private static final int OFFSET_LENGTH = 6; // +00:00
  private static final int OFFSET_WITHOUT_COLON = 5; // +0000
  private static final int OFFSET_OF_HOURS = 3; // +00
  private static final int FRACTION_DIGITS = 6;
  private static final int MAX_FRACTION_DIGITS = 9;
  private static final int MAX_OFFSET_SECONDS = 18 * 3_600;

  private static final long YEAR_AND_MONTH = EightBytes.of("0000-00-".getBytes(US_ASCII), 0);
  private static final long TIME = EightBytes.of("00:00:00".getBytes(US_ASCII), 0);

  private UsualTime() {}

  /**
   * Reads a time from ASCII.
   *
   * @param zone for times without an offset; null if these count as another layout
   * @return microseconds since 1970-01-01T00:00:00Z; {@link #UNUSUAL} for another layout, or no
   *     time at all
   */
  static long parse(byte[] text, int from, int to, @Nullable ZoneRules zone) {
    if (to - from < DATE_TIME_LENGTH || (text[from + 10] != 'T' && text[from + 10] != ' ')) {
      return UNUSUAL;
    }
    long yearAndMonth = EightBytes.pairs(EightBytes.of(text, from), YEAR_AND_MONTH);
    long time = EightBytes.pairs(EightBytes.of(text, from + 11), TIME);
    int year = (int) (yearAndMonth & 0xFF) * 100 + (int) ((yearAndMonth >>> 16) & 0xFF);
    int month = (int) ((yearAndMonth >>> 40) & 0xFF);
    int day = twoDigits(text, from + 8);
    int hour = (int) (time & 0xFF);
    int minute = (int) ((time >>> 24) & 0xFF);
    int second = (int) ((time >>> 48) & 0xFF);
    if ((yearAndMonth | time) < 0
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
    if (day > 28 && day > lengthOfMonth(year, month)) {
      return UNUSUAL;
    }
    int offset =
        at == to && zone != null
            ? Timestamps.offset(LocalDateTime.of(year, month, day, hour, minute, second), zone)
                .getTotalSeconds()
            : offsetSeconds(text, at, to);
    if (offset == Integer.MIN_VALUE) {
      return UNUSUAL;
    }
    long seconds =
        LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY
            + hour * 3_600L
            + minute * 60L
            + second
            - offset;
    return seconds * MICROS_PER_SECOND + fraction;
  }

  /**
   * The offset between the index and the end of the text, in seconds; MIN_VALUE if it does not have
   * the usual form.
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
}
