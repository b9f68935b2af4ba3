package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.file.MappingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where pointers lead, and what may be on the way. */
class PointersTest {

  private static final String NESTED =
      "id: {from: /dev/id, type: text}, x: {from: /dev/pos/x, type: integer}, "
          + "y: {from: /dev/pos/y, type: integer}";

  private static Map<String, Object> row(String columns, String json) {
    Map<String, Object> row = Decoded.of(columns, json).row();
    row.remove("time");
    return row;
  }

  @Test
  void readsWhatIsNested() {
    assertThat(row(NESTED, "{\"dev\":{\"pos\":{\"y\":2,\"x\":1},\"id\":\"a\"}}"))
        .isEqualTo(Map.of("id", "a", "x", 1L, "y", 2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"dev\":null}",
        "{\"dev\":{}}",
        "{\"dev\":{\"pos\":null}}",
        "{\"dev\":{\"pos\":{}}}",
        "{\"dev.pos.x\":1}",
        "{\"pos\":{\"x\":1}}",
        "{\"dev\":{\"pos\":{\"x\":null}}}"
      })
  void takesWhatIsMissingOrNullOnTheWayForMissing(String json) {
    assertThat(row(NESTED, json)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"dev\":5}; dev",
        "{\"dev\":\"x\"}; dev",
        "{\"dev\":true}; dev",
        "{\"dev\":[]}; dev",
        "{\"dev\":[{\"id\":\"a\"}]}; dev",
        "{\"dev\":{\"pos\":0}}; dev/pos",
        "{\"dev\":{\"pos\":{\"x\":{}}}}; dev/pos/x"
      })
  void refusesAnythingElseOnTheWay(String json, String place) {
    Decoded.of(NESTED, json).assertBad(ErrorCode.WRONG_TYPE, place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"dev\":{},\"dev\":{}}; dev",
        "{\"dev\":null,\"dev\":{}}; dev",
        "{\"dev\":{\"id\":\"a\",\"id\":null}}; dev/id",
        "{\"dev\":{\"pos\":{},\"pos\":null}}; dev/pos",
        "{\"dev\":{\"pos\":{\"x\":1,\"\\u0078\":1}}}; dev/pos/x"
      })
  void refusesANameThatStandsTwiceAtEachLevel(String json, String place) {
    Decoded.of(NESTED, json).assertBad(ErrorCode.DUPLICATE_FIELD, place);
  }

  @Test
  void takesANameTwiceThatIsNotOnAMappedPath() {
    assertThat(
            row(
                NESTED,
                "{\"id\":1,\"id\":2,\"dev\":{\"x\":1,\"x\":2,\"pos\":{\"id\":1,\"id\":1}}}"))
        .isEmpty();
  }

  @Test
  void takesANameTwiceWithinJson() {
    assertThat(row("t: {type: jsonb}", "{\"t\":{\"a\":1,\"a\":2}}"))
        .containsEntry("t", "{\"a\":1,\"a\":2}");
    Decoded.of("t: {type: jsonb}, a: {from: /t/a, type: integer}", "{\"t\":{\"a\":1,\"a\":2}}")
        .assertBad(ErrorCode.DUPLICATE_FIELD, "t/a");
    assertThat(
            row(
                "t: {type: jsonb}, a: {from: /t/a, type: integer}",
                "{\"t\":{\"a\":1,\"b\":2,\"b\":3}}"))
        .containsEntry("a", 1L);
  }

  @Test
  void readsOneValueIntoSeveralColumns() {
    String columns =
        "a: {type: integer}, b: {from: /a, type: text, coerce: true}, c: {from: /a, type: jsonb}";
    assertThat(row(columns, "{\"a\":7}")).isEqualTo(Map.of("a", 7L, "b", "7", "c", "7"));
    Decoded.of(columns, "{\"a\":\"7\"}").assertBad(ErrorCode.WRONG_TYPE, "a");
  }

  @Test
  void keepsAPartThatIsReadAsWell() {
    String columns = "t: {from: /t, type: jsonb}, x: {from: /t/p/x, type: integer}";
    assertThat(row(columns, "{\"t\" : {\"p\":{\"x\":1}, \"q\" : 2 } }"))
        .isEqualTo(Map.of("t", "{\"p\":{\"x\":1}, \"q\" : 2 }", "x", 1L));
    assertThat(row(columns, "{\"t\":null}")).isEmpty();
    Decoded.of(columns, "{\"t\":5}").assertBad(ErrorCode.WRONG_TYPE, "t");
  }

  @Test
  void readsElementsOfArraysByTheirIndex() {
    String columns = "a: {from: /p/0, type: integer}, b: {from: /p/2/x, type: integer}";
    assertThat(row(columns, "{\"p\":[1,[{}],{\"x\":2},3]}")).isEqualTo(Map.of("a", 1L, "b", 2L));
    assertThat(row(columns, "{\"p\":[null,9]}")).isEmpty();
    assertThat(row(columns, "{\"p\":[]}")).isEmpty();
    assertThat(row(columns, "{\"p\":{\"0\":1,\"2\":{\"x\":5},\"x\":7}}"))
        .as("members of such names")
        .isEqualTo(Map.of("a", 1L, "b", 5L));
    Decoded.of(columns, "{\"p\":[1,2,3]}").assertBad(ErrorCode.WRONG_TYPE, "p/2");
    Decoded.of(columns, "{\"p\":[\"1\"]}").assertBad(ErrorCode.WRONG_TYPE, "p/0");
    Decoded.of(columns, "{\"p\":{\"0\":1,\"0\":1}}").assertBad(ErrorCode.DUPLICATE_FIELD, "p/0");
  }

  @Test
  void takesNothingElseForAnIndex() {
    for (String token : new String[] {"01", "-", "-1", "1e0", "x", ""}) {
      Decoded.of("a: {from: /p/" + token + ", type: integer}", "{\"p\":[1,2]}")
          .assertBad(ErrorCode.WRONG_TYPE, "p");
    }
  }

  @Test
  void readsAMessageThatIsAnArrayByIndex() {
    String columns = "a: {from: /0, type: integer}, b: {from: /1/x, type: integer}";
    assertThat(row(columns, "[1,{\"x\":2}]")).isEqualTo(Map.of("a", 1L, "b", 2L));
    assertThat(row(columns, "{\"0\":1}")).isEqualTo(Map.of("a", 1L));
    assertThat(row(columns, "[]")).isEmpty();
    Decoded.of("a: {type: integer}", "[1]").assertBad(ErrorCode.WRONG_TYPE);
  }

  @Test
  void readsNamesWithEverythingInThem() {
    String columns =
        "a: {from: /a~1b, type: integer}, b: {from: /m~0n, type: integer}, c: {from: /, type: integer}, "
            + "d: {from: \"/ü \\\"\", type: integer}";
    assertThat(row(columns, "{\"a/b\":1,\"m~n\":2,\"\":3,\"ü \\\"\":4}"))
        .isEqualTo(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L));
  }

  @Test
  void keepsTheWholeMessage() {
    String columns = "m: {from: $message, type: jsonb}, a: {type: integer}";
    assertThat(row(columns, " {\"a\" : 1 , \"b\":{}} \n"))
        .isEqualTo(Map.of("a", 1L, "m", "{\"a\" : 1 , \"b\":{}}"));
    for (String json : new String[] {"[1]", "\"x\"", "5", "null"}) {
      Decoded.of(columns, json).assertBad(ErrorCode.WRONG_TYPE);
    }
    for (String json : new String[] {"[1, {}]", "\"x\"", "5", "false", "{}"}) {
      assertThat(row("m: {from: $message, type: jsonb}", json)).containsEntry("m", json);
    }
    assertThat(row("m: {from: $message, type: jsonb}", "null")).isEmpty();
  }

  @Test
  void refusesToReadWithinAColumnThatIsNoJson() {
    assertThatThrownBy(() -> Decoded.mapping("a: {type: text}, b: {from: /a/b, type: text}"))
        .isInstanceOf(MappingException.class)
        .hasMessageEndingWith("a: /a has other columns within, so its type is jsonb, not text");
  }
}
