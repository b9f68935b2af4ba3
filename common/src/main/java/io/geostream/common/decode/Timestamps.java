package io.geostream.common.decode;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ISO-8601 dates and times with an offset, as microseconds since 1970-01-01T00:00:00Z. As in
 * PostgreSQL, a space may replace the {@code T}, and offsets may be written {@code +0530} or {@code
 * +05}.
 *
 * <p>The layout that programs write, {@code 2026-11-22T20:07:56.123456+00:00} with 0 to 9 digits of
 * fraction, is read by {@link UsualTime}, because this is done for each reading; whatever looks
 * different goes to {@link DateTimeFormatter}.
 */
public final class Timestamps {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long FAR_SECONDS = Long.MAX_VALUE / MICROS_PER_SECOND - 1;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int LENGTH = "2026-11-22T20:07:56.120000+00:00".length();
  private static final int FRACTION_DIGITS = 6;

  /** Date, time, and an offset without a colon, if there is one. */
  private static final Pattern PARTS =
      Pattern.compile("([^Tt ]+)[Tt ](.*?)(?:([+-]\\d\\d)(\\d\\d)?)?");

  /** Date, time, and an offset that may be missing; ISO_DATE_TIME takes a zone's name, too. */
  private static final DateTimeFormatter LAYOUT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withChronology(IsoChronology.INSTANCE);

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
   * @param zone for times without an offset; null to refuse these. A time that occurs twice in the
   *     zone is the later one; one that the zone skips has the offset before the change
   * @return microseconds since 1970-01-01T00:00:00Z; a year that 64 bits cannot hold is clamped,
   *     far outside the years 1 to 9999
   * @throws DateTimeException if the text is not an ISO-8601 date and time
   */
  static long parse(String text, @Nullable ZoneRules zone) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII); // others become question marks
    long micros = UsualTime.parse(ascii, 0, ascii.length, zone);
    if (micros != UsualTime.UNUSUAL) {
      return micros;
    }
    OffsetDateTime time = parseAny(strictly(text), zone);
    long seconds = time.toEpochSecond();
    long nearest = Math.max(-FAR_SECONDS, Math.min(FAR_SECONDS, seconds));
    return nearest * MICROS_PER_SECOND + time.getNano() / 1_000;
  }

  private static OffsetDateTime parseAny(String text, @Nullable ZoneRules zone) {
    if (zone == null) {
      return OffsetDateTime.parse(text, LAYOUT);
    }
    TemporalAccessor time = LAYOUT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof LocalDateTime local
        ? local.atOffset(offset(local, zone))
        : (OffsetDateTime) time;
  }

  /** The offset of a local time. */
  static ZoneOffset offset(LocalDateTime local, ZoneRules zone) {
    ZoneOffsetTransition transition = zone.getTransition(local);
    if (transition == null) {
      return zone.getOffset(local);
    }
    return transition.isOverlap() ? transition.getOffsetAfter() : transition.getOffsetBefore();
  }

  /** The text in strict ISO-8601; text of another layout is returned unchanged. */
  private static String strictly(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return text;
    }
    String hours = parts.group(3);
    String minutes = parts.group(4);
    String offset = hours == null ? "" : hours + ":" + (minutes == null ? "00" : minutes);
    return parts.group(1) + "T" + parts.group(2) + offset;
  }

  /**
   * Writes a timestamp as the tutorial's Python does, always with six digits: {@code
   * 2026-11-22T20:07:56.120000+00:00}.
   */
  public static String format(long epochMicros) {
    StringBuilder text = new StringBuilder(LENGTH);
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
