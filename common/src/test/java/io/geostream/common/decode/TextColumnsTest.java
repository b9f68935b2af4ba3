package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of texts, UUIDs, booleans and JSON. */
class TextColumnsTest {

  private static final String ASTRAL = "\ud83c\udf0d";

  private static Decoded decode(String column, String json) {
    return Decoded.of("v: {" + column + "}", "{\"v\": " + json + "}");
  }

  @Test
  void countsTheLengthOfATextInCodePoints() {
    for (String character : new String[] {"x", "é", ASTRAL}) {
      for (int length = 0; length <= 4; length++) {
        Decoded decoded =
            decode("type: text, length: [1, 3]", '"' + character.repeat(length) + '"');
        if (length >= 1 && length <= 3) {
          assertThat(decoded.row()).containsEntry("v", character.repeat(length));
        } else {
          decoded.assertBad(ErrorCode.OUT_OF_RANGE, "v");
        }
      }
    }
    assertThat(decode("type: text, length: 3", "\"\"").row()).containsEntry("v", "");
    decode("type: text, length: 3", "\"\\u0041bcd\"").assertBad(ErrorCode.OUT_OF_RANGE, "v");
  }

  @Test
  void keepsControlCharactersUnlessTheyAreRefused() {
    for (String control :
        new String[] {"\\n", "\\u001f", "\u007f", "\u0080", "\u009f", "\\u0085"}) {
      assertThat(decode("type: text", "\"a" + control + "\"").row()).containsKey("v");
      decode("type: text, control: refuse", "\"a" + control + "\"")
          .assertBad(ErrorCode.OUT_OF_RANGE, "v");
    }
    assertThat(decode("type: text, control: refuse", "\"a\u00a0\u00c2b\"").row()).containsKey("v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u0000",
        "\\ud800",
        "\\udc00",
        "\\ud83c x",
        "\\udf0d\\ud83c",
        "x\\ud83c",
        "\\uDBFF"
      })
  void refusesWhatNeitherATextNorJsonCanHold(String escape) {
    decode("type: text", '"' + escape + '"').assertBad(ErrorCode.OUT_OF_RANGE, "v");
    decode("type: jsonb", '"' + escape + '"').assertBad(ErrorCode.OUT_OF_RANGE, "v");
    decode("type: jsonb", "[1, {\"a\": \"" + escape + "\"}]")
        .assertBad(ErrorCode.OUT_OF_RANGE, "v");
    assertThat(Decoded.of("v: {type: text}", "{\"o\": \"" + escape + "\"}").row())
        .as("in what is not stored")
        .doesNotContainKey("v");
  }

  @Test
  void refusesTheSameInNames() {
    decode("type: jsonb", "{\"a\": {\"\\u0000\": 1}}").assertBad(ErrorCode.OUT_OF_RANGE, "v");
    Decoded.of("m: {from: $message, type: jsonb}", "{\"a\\u0000\": 1}")
        .assertBad(ErrorCode.OUT_OF_RANGE);
    // The parser reads no such name at all, stored or not.
    decode("type: jsonb", "{\"a\": {\"\\ud800\": 1}}").assertBad(ErrorCode.NOT_JSON);
  }

  @Test
  void keepsNoBlankAfterANumberThatIsTheWholeMessage() {
    for (String blank : new String[] {"", " ", "\n", "\r\n", "\t "}) {
      assertThat(Decoded.of("m: {from: $message, type: jsonb}", blank + "-5.0" + blank).row())
          .containsEntry("m", "-5.0");
    }
  }

  @Test
  void takesPairsOfSurrogates() {
    assertThat(decode("type: text", "\"\\ud83c\\udf0d\"").row()).containsEntry("v", ASTRAL);
    assertThat(decode("type: jsonb", "\"\\ud83c\\udf0d\"").row()).containsKey("v");
  }

  @Test
  void keepsJsonByteForByte() {
    for (String json :
        new String[] {
          "{\"a\" : [1.50, \"\\u00e9é\", null] , \"a\":2}",
          "[]",
          "{}",
          "\"x\"",
          "-1.0e5",
          "true",
          "false"
        }) {
      assertThat(decode("type: jsonb", json).row()).containsEntry("v", json);
    }
    assertThat(decode("type: jsonb", "null").row()).doesNotContainKey("v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
        "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
        "a0eebc999c0b4ef8bb6d6bb9bd380a11",
        "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11",
        "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}"
      })
  void takesUuidsInTheFormsOfPostgresql(String text) {
    assertThat(decode("type: uuid", '"' + text + '"').row())
        .containsEntry("v", UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a111",
        "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
        "a0-eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "a0eebc99--9c0b-4ef8-bb6d-6bb9bd380a11",
        "g0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11-",
        "{}",
        "{",
        "\uff10a0eebc999c0b4ef8bb6d6bb9bd380a1",
        "a0eebc99 9c0b-4ef8-bb6d-6bb9bd380a11"
      })
  void refusesOtherTextsForAUuid(String text) {
    decode("type: uuid", '"' + text + '"').assertBad(ErrorCode.WRONG_TYPE, "v");
  }

  @Test
  void refusesWhatIsNoTextOrBoolean() {
    for (String other : new String[] {"1", "{}", "[]", "0"}) {
      decode("type: text", other).assertBad(ErrorCode.WRONG_TYPE, "v");
      decode("type: uuid", other).assertBad(ErrorCode.WRONG_TYPE, "v");
      decode("type: boolean", other).assertBad(ErrorCode.WRONG_TYPE, "v");
    }
    decode("type: text", "true").assertBad(ErrorCode.WRONG_TYPE, "v");
    decode("type: boolean", "\"true\"").assertBad(ErrorCode.WRONG_TYPE, "v");
    assertThat(decode("type: boolean", "true").row()).containsEntry("v", true);
    assertThat(decode("type: boolean", "false").row()).containsEntry("v", false);
  }
}
