package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeColumnsTest {

  private static Decoded decode(String words, String json) {
    return Decoded.of("v: {type: timestamptz" + words + "}", "{\"v\": " + json + "}");
  }

  private static void assertTime(Decoded decoded, String instant) {
    Instant time = Instant.parse(instant);
    assertThat(decoded.row())
        .containsEntry("v", time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T20:07:56+00:00, 2026-11-22T20:07:56Z",
    "2026-11-22 20:07:56+0000, 2026-11-22T20:07:56Z",
    "2026-11-22 20:07:56.1+00, 2026-11-22T20:07:56.1Z",
    "2026-11-22T20:07:56.1234569-0530, 2026-11-23T01:37:56.123456Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z"
  })
  void takesIsoTimes(String text, String instant) {
    assertTime(decode("", '"' + text + '"'), instant);
    assertTime(decode(", zone: Asia/Kolkata", '"' + text + '"'), instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22",
        "2026-11-22T20:07:56+01:00[Europe/Berlin]",
        "2026-11-22T20:07:56[UTC]",
        "2026-02-29T00:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T20:07:60",
        "1764000000",
        "",
        "2026-11-22T20:07:56+19:00",
        "Sun, 22 Nov 2026 20:07:56 GMT",
        "2026-11-22T20:07:56\\u0000"
      })
  void refusesOtherTextsWithAZoneAsWithout(String text) {
    decode("", '"' + text + '"').assertBad(ErrorCode.BAD_TIMESTAMP, "v");
    decode(", zone: Europe/Berlin", '"' + text + '"').assertBad(ErrorCode.BAD_TIMESTAMP, "v");
  }

  @Test
  void refusesATimeWithoutAnOffsetOnlyWhereThereIsNoZone() {
    decode("", "\"2026-11-22T20:07:56\"").assertBad(ErrorCode.BAD_TIMESTAMP, "v");
    assertTime(decode(", zone: Europe/Berlin", "\"2026-11-22T20:07:56\""), "2026-11-22T19:07:56Z");
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-10-25T02:30:00, 2026-10-25T01:30:00Z",
    "America/New_York, 2026-11-01 01:30:00.5, 2026-11-01T06:30:00.500Z",
    "Australia/Lord_Howe, 2026-04-05T01:45:00, 2026-04-04T15:15:00Z"
  })
  void takesTheLaterOfATimeThatAZoneHasTwice(String zone, String text, String instant) {
    assertTime(decode(", zone: " + zone, '"' + text + '"'), instant);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29T02:30:00, 2026-03-29T01:30:00Z",
    "America/New_York, 2026-03-08T02:00:00, 2026-03-08T07:00:00Z",
    "Pacific/Apia, 2011-12-30T12:00:00, 2011-12-30T22:00:00Z"
  })
  void takesATimeThatAZoneSkipsByTheOffsetBefore(String zone, String text, String instant) {
    assertTime(decode(", zone: " + zone, '"' + text + '"'), instant);
  }

  @ParameterizedTest
  @CsvSource({
    "epoch-s, 1764000000, 2025-11-24T16:00:00Z",
    "epoch-s, 1764000000.1234567, 2025-11-24T16:00:00.123456Z",
    "epoch-s, -1.5, 1969-12-31T23:59:58.500Z",
    "epoch-s, -0.0000019, 1969-12-31T23:59:59.999999Z",
    "epoch-s, 1.764e9, 2025-11-24T16:00:00Z",
    "epoch-ms, 1764000000123, 2025-11-24T16:00:00.123Z",
    "epoch-ms, 1764000000123.4567, 2025-11-24T16:00:00.123456Z",
    "epoch-us, 1764000000123456.9, 2025-11-24T16:00:00.123456Z",
    "epoch-ns, 1764000000123456789, 2025-11-24T16:00:00.123456Z",
    "epoch-ns, -1999, 1969-12-31T23:59:59.999999Z",
    "epoch-ns, 123.4567890123456789, 1970-01-01T00:00:00Z",
    "epoch-ns, 9.223372036854775807, 1970-01-01T00:00:00Z",
    "epoch-s, -62135596800, 0001-01-01T00:00:00Z",
    "epoch-s, 253402300799.9999999, 9999-12-31T23:59:59.999999Z",
    "epoch-ns, 1e-99999999999, 1970-01-01T00:00:00Z",
    "epoch-s, 0e99999999999, 1970-01-01T00:00:00Z"
  })
  void takesNumbersOfAUnitAndCutsOffWhatIsFinerThanAMicrosecond(
      String format, String number, String instant) {
    assertTime(decode(", format: " + format, number), instant);
  }

  @ParameterizedTest
  @CsvSource({
    "epoch-s, 253402300800", "epoch-s, -62135596801", "epoch-s, 1764000000000",
    "epoch-ms, 1764000000000000", "epoch-us, 9223372036854775807", "epoch-ms, 9223372036854775808",
    "epoch-ns, 1e30", "epoch-s, 1e99999999999", "epoch-s, -1e19"
  })
  void refusesNumbersBeyondFourDigitsOfAYear(String format, String number) {
    decode(", format: " + format, number).assertBad(ErrorCode.OUT_OF_RANGE, "v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-12-31T23:59:59Z",
        "0001-01-01T00:00:00+00:01",
        "-0001-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999-00:01",
        "+10000-01-01T00:00:00Z",
        "+300000-01-01T00:00:00Z"
      })
  void refusesTextsBeyondFourDigitsOfAYear(String text) {
    decode("", '"' + text + '"').assertBad(ErrorCode.OUT_OF_RANGE, "v");
    decode(", zone: UTC", '"' + text + '"').assertBad(ErrorCode.OUT_OF_RANGE, "v");
  }

  @Test
  void refusesTextsForNumbersAndNumbersForTexts() {
    decode("", "1764000000").assertBad(ErrorCode.WRONG_TYPE, "v");
    decode(", format: epoch-s", "\"1764000000\"").assertBad(ErrorCode.WRONG_TYPE, "v");
    decode(", format: epoch-s", "\"2026-11-22T20:07:56Z\"").assertBad(ErrorCode.WRONG_TYPE, "v");
    decode(", format: epoch-s", "true").assertBad(ErrorCode.WRONG_TYPE, "v");
  }
}
