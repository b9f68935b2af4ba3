package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.file.MappingException;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words {@code missing}, {@code coerce}, {@code default} and {@code required}. */
class WordsOfColumnsTest {

  private static Decoded decode(String column, String json) {
    return Decoded.of("v: {" + column + "}", "{\"v\": " + json + "}");
  }

  @Test
  void comparesValuesThatMeanNoneBeforeAnyRule() {
    String missing = ", missing: [NA, -999, \"\"]";
    for (String type :
        new String[] {
          "text", "real", "bigint", "numeric", "boolean", "uuid", "timestamptz", "jsonb"
        }) {
      for (String none : new String[] {"\"NA\"", "-999", "-999.0", "-9.99e2", "\"\"", "null"}) {
        assertThat(decode("type: " + type + missing, none).row()).as(type).doesNotContainKey("v");
      }
    }
    decode("type: real, range: [0, 1]" + missing, "-998").assertBad(ErrorCode.OUT_OF_RANGE, "v");
    decode("type: real" + missing, "\"-999\"").assertBad(ErrorCode.WRONG_TYPE, "v");
    decode("type: real, required: true" + missing, "\"NA\"")
        .assertBad(ErrorCode.MISSING_FIELD, "v");
    assertThat(decode("type: text" + missing, "\"na\"").row()).containsEntry("v", "na");
    assertThat(decode("type: jsonb" + missing, "[-999]").row()).containsEntry("v", "[-999]");
  }

  @Test
  void takesNumbersInTextsIfItMay() {
    String coerce = ", coerce: true, missing: [NA, -999]";
    assertThat(decode("type: double precision" + coerce, "\"1.5\"").row())
        .containsEntry("v", Double.doubleToRawLongBits(1.5));
    assertThat(decode("type: numeric" + coerce, "\"1.50\"").row())
        .containsEntry("v", new BigDecimal("1.50"));
    assertThat(decode("type: smallint" + coerce, "\"1e2\"").row()).containsEntry("v", 100L);
    assertThat(decode("type: smallint" + coerce, "\"-999.0\"").row()).doesNotContainKey("v");
    assertThat(decode("type: smallint" + coerce, "\"NA\"").row()).doesNotContainKey("v");
    decode("type: smallint" + coerce, "\"1.5\"").assertBad(ErrorCode.WRONG_TYPE, "v");
    decode("type: smallint" + coerce, "\"40000\"").assertBad(ErrorCode.OUT_OF_RANGE, "v");
    decode("type: real" + coerce, "\"" + "1".repeat(1_001) + "\"")
        .assertBad(ErrorCode.TOO_LARGE, "v");
    for (String none : new String[] {"", " 1", "1 ", "+1", "01", "1,5", "0x1", "NaN", "true"}) {
      decode("type: real" + coerce, '"' + none + '"').assertBad(ErrorCode.WRONG_TYPE, "v");
    }
    decode("type: real" + coerce, "true").assertBad(ErrorCode.WRONG_TYPE, "v");
  }

  @ParameterizedTest
  @CsvSource({
    "0, false",
    "1, true",
    "1.0, true",
    "10e-1, true",
    "-0, false",
    "0e99999999999, false",
    "'\"true\"', true",
    "'\"false\"', false",
    "true, true"
  })
  void takesZeroAndOneForBooleansIfItMay(String json, boolean value) {
    assertThat(decode("type: boolean, coerce: true", json).row()).containsEntry("v", value);
  }

  @ParameterizedTest
  @CsvSource({"2", "-1", "0.5", "1e1", "'\"1\"'", "'\"TRUE\"'", "'\"\"'", "[]"})
  void refusesOthersForBooleansAllTheSame(String json) {
    decode("type: boolean, coerce: true", json).assertBad(ErrorCode.WRONG_TYPE, "v");
  }

  @Test
  void takesNumbersForTextsAsTheyAreWritten() {
    for (String number : new String[] {"1.50", "-0", "1e5", "123456789012345678901"}) {
      assertThat(decode("type: text, coerce: true", number).row()).containsEntry("v", number);
    }
    decode("type: text, coerce: true, length: 3", "1234").assertBad(ErrorCode.OUT_OF_RANGE, "v");
    decode("type: text, coerce: true", "true").assertBad(ErrorCode.WRONG_TYPE, "v");
    assertThat(decode("type: text, coerce: true, missing: [5]", "5.0").row())
        .doesNotContainKey("v");
  }

  @Test
  void putsADefaultWhereAValueIsMissingOrNull() {
    String columns =
        "a: {type: text, default: \"ü\"}, b: {type: bigint, default: 0}, "
            + "c: {type: jsonb, default: {x: [1, null]}}, d: {type: uuid, default: "
            + "00112233-4455-6677-8899-aabbccddeeff}, e: {type: numeric, default: 1.50, missing: [7]}, "
            + "f: {type: timestamptz, format: epoch-s, default: 1}, g: {type: boolean, default: true}";
    for (String message : new String[] {"{}", "{\"a\":null,\"b\":null,\"c\":null,\"e\":7}"}) {
      assertThat(Decoded.of(columns, message).row())
          .containsEntry("a", "ü")
          .containsEntry("b", 0L)
          .containsEntry("c", "{\"x\":[1,null]}")
          .containsEntry("d", UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"))
          .containsEntry("e", new BigDecimal("1.50"))
          .containsEntry("f", 1_000_000L)
          .containsEntry("g", true);
    }
    assertThat(Decoded.of(columns, "{\"a\":\"\",\"b\":5,\"c\":{}}").row())
        .containsEntry("a", "")
        .containsEntry("b", 5L)
        .containsEntry("c", "{}");
  }

  @ParameterizedTest
  @CsvSource({
    "'type: smallint, default: 40000', '40000 is beyond what smallint holds'",
    "'type: smallint, default: 1.5', 'expected an integer, found the number 1.5'",
    "'type: real, range: [0, 1], default: 2', '2 is outside 0…1'",
    "'type: text, default: 5', 'expected a string, found a number'",
    "'type: text, length: 1, default: ab', '2 characters, allowed are 0…1'",
    "'type: uuid, default: x', 'expected a UUID, found the text \"x\"'",
    "'type: boolean, default: 1', 'expected true or false, found the number 1'",
    "'type: timestamptz, default: \"2026-01-01\"', '\"2026-01-01\" is not an ISO-8601 date and time with an offset, such as 2026-01-31T12:00:00.123456Z'",
    "'type: real, missing: [5], default: 5', '5 means that there is no value'"
  })
  void refusesADefaultThatIsNoValueOfItsColumn(String column, String message) {
    assertThatThrownBy(() -> Decoded.mapping("v: {" + column + "}"))
        .isInstanceOf(MappingException.class)
        .hasMessageEndingWith("v: default: " + message);
  }

  @Test
  void wantsWhatIsRequired() {
    decode("type: real, required: true", "null").assertBad(ErrorCode.MISSING_FIELD, "v");
    Decoded.of("v: {type: real, required: true}", "{}").assertBad(ErrorCode.MISSING_FIELD, "v");
    assertThat(decode("type: real, required: true", "1").row()).containsKey("v");
  }
}
