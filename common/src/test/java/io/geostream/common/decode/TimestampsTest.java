package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  private static final int TEXTS = 20_000;

  private static final List<DateTimeFormatter> LAYOUTS =
      Stream.of("+HH:MM:ss", "+HHMM", "+HH")
          .flatMap(offset -> Stream.of(layout('T', offset), layout(' ', offset)))
          .toList();

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T20:07:56Z, 2026-11-22T20:07:56Z",
    "2026-11-22T20:07:56+00:00, 2026-11-22T20:07:56Z",
    "2026-11-22T20:07:56-00:00, 2026-11-22T20:07:56Z",
    "2026-11-22T20:07:56+05:30, 2026-11-22T14:37:56Z",
    "2026-11-22T20:07:56-09:30, 2026-11-23T05:37:56Z",
    "2026-11-22T20:07:56+17:59, 2026-11-22T02:08:56Z",
    "2026-11-22T20:07:56+18:00, 2026-11-22T02:07:56Z",
    "2026-11-22T20:07:56-18:00, 2026-11-23T14:07:56Z",
    "2026-11-22t20:07:56z, 2026-11-22T20:07:56Z",
    "2026-11-22 20:07:56Z, 2026-11-22T20:07:56Z",
    "2026-11-22 20:07:56+00, 2026-11-22T20:07:56Z",
    "2026-11-22T20:07:56+0530, 2026-11-22T14:37:56Z",
    "2026-11-22T20:07:56-05, 2026-11-23T01:07:56Z",
    "2026-11-22T20:07:56+18, 2026-11-22T02:07:56Z",
    "2026-11-22T20:07-0930, 2026-11-23T05:37:00Z",
    "2026-11-22 20:07z, 2026-11-22T20:07:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2000-02-29T23:59:59.999999Z, 2000-02-29T23:59:59.999999Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
    "0000-02-29T00:00:00Z, 0000-02-29T00:00:00Z",
    "+10000-01-01T00:00:00Z, +10000-01-01T00:00:00Z"
  })
  void readsOffsetsAndLeapDays(String text, String instant) {
    assertThat(Timestamps.parse(text)).isEqualTo(micros(Instant.parse(instant)));
  }

  @ParameterizedTest
  @CsvSource({
    ".1, 100000",
    ".12, 120000",
    ".123, 123000",
    ".1234, 123400",
    ".12345, 123450",
    ".123456, 123456",
    ".1234567, 123456",
    ".12345678, 123456",
    ".123456789, 123456",
    ".999999999, 999999",
    ".000000999, 0"
  })
  void cutsOffDigitsFinerThanAMicrosecondAlsoBefore1970(String fraction, long micros) {
    for (String second : new String[] {"2026-11-22T20:07:56", "1969-12-31T23:59:59"}) {
      long whole = Timestamps.parse(second + "Z");
      assertThat(Timestamps.parse(second + fraction + "Z")).isEqualTo(whole + micros);
      assertThat(Timestamps.parse(second + fraction + "+02:00"))
          .isEqualTo(whole + micros - 7_200_000_000L);
      assertThat(Timestamps.parse(second + fraction + "z"))
          .as("by the slow path")
          .isEqualTo(whole + micros);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T20:07:56",
        "2026-11-22T20:07:56.5",
        "2026-11-22T24:00:00Z",
        "2026-11-22T20:60:00Z",
        "2026-11-22T20:07:60Z",
        "2026-13-22T20:07:56Z",
        "2026-00-22T20:07:56Z",
        "2026-11-31T20:07:56Z",
        "2026-02-29T20:07:56Z",
        "1900-02-29T20:07:56Z",
        "2026-11-00T20:07:56Z",
        "2026-11-22T20:07:56+18:01",
        "2026-11-22T20:07:56-19:00",
        "2026-11-22T20:07:56+05:60",
        "2026-11-22T20:07:56+5",
        "2026-11-22T20:07:56+053",
        "2026-11-22T20:07:56+05:3",
        "2026-11-22T20:07:56+05:",
        "2026-11-22T20:07:56+0560",
        "2026-11-22T20:07:56+1801",
        "2026-11-22T20:07:56+19",
        "2026-11-22T20:07:56 +05",
        "2026-11-22  20:07:56Z",
        "2026-11-22_20:07:56Z",
        "2026-11-2220:07:56Z",
        "2026-11-22T20:07:56.1234567890Z",
        "2026-11-22T20:07:56,5Z",
        "10000-01-01T00:00:00Z",
        "-2026-11-22T20:07:56",
        "2026-11-22T20:07:56Z ",
        " 2026-11-22T20:07:56Z",
        "2026-11-22T20:07:56ZZ",
        "2026-11-22T20:07:56Europe/Berlin",
        "٢٠٢٦-11-22T20:07:56Z",
        "Z",
        ""
      })
  void refusesWhatIsNoDateAndTimeWithAnOffset(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1, 999_999, -999_999, 1_000_000, -62_135_596_800_000_000L})
  void writesSixDigitsAndTheOffset(long micros) {
    String text = Timestamps.format(micros);
    assertThat(text).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00");
    assertThat(OffsetDateTime.parse(text).toInstant())
        .isEqualTo(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  @Test
  void readsBackWhatItWrites() {
    Random random = seeded();
    long span = Times.LAST - Times.FIRST;
    for (int i = 0; i < TEXTS; i++) {
      long micros = Times.FIRST + (long) (random.nextDouble() * span);
      assertThat(Timestamps.parse(Timestamps.format(micros))).isEqualTo(micros);
    }
  }

  @Test
  void agreesWithJavaTimeOnRandomTexts() {
    Random random = seeded();
    int valid = 0;
    for (int i = 0; i < TEXTS; i++) {
      String text = randomText(random);
      Long expected = byJavaTime(text);
      assertThat(byTimestamps(text)).as(text).isEqualTo(expected);
      valid += expected == null ? 0 : 1;
    }
    assertThat(valid).as("both kinds are met").isBetween(TEXTS / 20, TEXTS * 19 / 20);
  }

  /** Fields around their bounds, now and then with a character too many, too few or wrong. */
  private static String randomText(Random random) {
    String text =
        String.format(
            Locale.ROOT,
            "%04d-%02d-%02d%s%02d:%02d:%02d",
            random.nextInt(10_000),
            random.nextInt(13),
            random.nextInt(32),
            random.nextBoolean() ? "T" : " ",
            random.nextInt(25),
            random.nextInt(60),
            random.nextInt(61));
    if (random.nextBoolean()) {
      text += "." + "123456789012".substring(0, 1 + random.nextInt(10));
    }
    text += randomOffset(random);
    if (random.nextInt(10) == 0) {
      int at = random.nextInt(text.length());
      String by = random.nextBoolean() ? "" : String.valueOf((char) (' ' + random.nextInt(95)));
      text = text.substring(0, at) + by + text.substring(at + random.nextInt(2));
    }
    return text;
  }

  private static String randomOffset(Random random) {
    if (random.nextBoolean()) {
      return "Z";
    }
    return String.format(
        Locale.ROOT,
        List.of("%s%02d:%02d", "%s%02d%02d", "%s%02d").get(random.nextInt(3)),
        random.nextBoolean() ? "+" : "-",
        random.nextInt(20),
        random.nextInt(62));
  }

  private static @Nullable Long byTimestamps(String text) {
    try {
      return Timestamps.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Long byJavaTime(String text) {
    for (DateTimeFormatter layout : LAYOUTS) {
      try {
        return micros(OffsetDateTime.parse(text, layout).toInstant());
      } catch (DateTimeException e) {
        // It may have the next layout.
      }
    }
    return null;
  }

  private static DateTimeFormatter layout(char between, String offset) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .append(DateTimeFormatter.ISO_LOCAL_DATE)
        .appendLiteral(between)
        .append(DateTimeFormatter.ISO_LOCAL_TIME)
        .appendOffset(offset, "Z")
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT)
        .withChronology(IsoChronology.INSTANCE);
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  private static Random seeded() {
    Long given = Long.getLong("seed");
    long seed = given != null ? given : new Random().nextLong();
    System.out.println("TimestampsTest: -Dseed=" + seed);
    return new Random(seed);
  }
}
