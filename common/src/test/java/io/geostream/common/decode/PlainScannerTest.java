package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scanner takes, and what it leaves to the parser: how it is as fast as it has to be. */
class PlainScannerTest {

  private static final String TIME = "\"2026-11-22T20:07:56.123456Z\"";

  private static final String NESTED =
      """
      table: t
      time: time
      key: id
      columns:
        time: {from: /meta/ts, type: timestamptz, format: epoch-ms}
        id: {from: /meta/device/id, type: text}
        temperature: {from: /values/temperature, type: double precision}
        humidity: {from: /values/humidity, type: real}
        ok: {type: boolean, coerce: true}
        count: {type: bigint}
      """;

  private static final String EACH =
      """
      table: t
      time: time
      key: id
      each: /readings
      columns:
        time: {from: /ts, type: timestamptz}
        id: {from: $message/id, type: text}
        value: {from: /v, type: double precision}
        raw: {from: "", type: jsonb}
      """;

  private static final String INDEXED =
      """
      table: t
      time: time
      columns:
        time: {from: /point/0, type: timestamptz}
        x: {from: /point/1/x, type: integer}
        y: {from: /point/3, type: numeric}
      """;

  private static final String JSONB =
      """
      table: t
      time: time
      columns:
        time: {type: timestamptz}
        tags: {type: jsonb}
        message: {from: $message, type: jsonb}
      """;

  private final List<byte[]> messages = new ArrayList<>();

  /** A scanner and its rows. */
  private record Scanner(PlainScanner scanner, DecodedRows rows) {

    static Scanner of(Mapping mapping) {
      Plan plan = Plan.of(mapping, true);
      DecodedRows rows = new DecodedRows(plan.forms(), plan.ofMessage(), new byte[0]);
      return new Scanner(new PlainScanner(plan, rows), rows);
    }

    static Scanner of(String yaml) {
      return of(MappingFile.parse("test.yaml", yaml));
    }

    boolean takes(String json) {
      return scanner.scan(json.getBytes(StandardCharsets.UTF_8));
    }

    void assertTakes(String... jsons) {
      for (String json : jsons) {
        assertThat(takes(json)).as(json).isTrue();
      }
    }

    void assertLeaves(String... jsons) {
      for (String json : jsons) {
        assertThat(takes(json)).as(json).isFalse();
      }
    }
  }

  private static Scanner weather() {
    return Scanner.of(MappingFile.builtIn());
  }

  @Test
  void takesWeatherOfTheTutorialsProducer() {
    weather().assertTakes(Message.valid().text(), Message.valid().without("pressure").text());
  }

  @Test
  void takesNestedMessages() {
    Scanner.of(NESTED)
        .assertTakes(
            "{\"meta\":{\"ts\":1764000000123,\"device\":{\"id\":\"a\"}},\"values\":{\"temperature\":1.5,\"humidity\":2}}",
            "{\"values\":{\"humidity\":2,\"new\":[1,{}]},\"meta\":{\"device\":{\"x\":1,\"id\":\"Zürich\"},\"ts\":1764000000123.5}}");
  }

  @Test
  void takesElementsAndKeepsThem() {
    Scanner scanner = Scanner.of(EACH);
    scanner.assertTakes(
        "{\"id\":\"a\",\"readings\":[{\"ts\":"
            + TIME
            + ",\"v\":1},{\"v\":2.5, \"ts\":"
            + TIME
            + " }]}",
        "{\"readings\":[{\"ts\":" + TIME + "}],\"id\":\"a\"}",
        "{\"readings\":[],\"id\":\"a\"}");
    scanner.assertTakes("{\"id\":\"a\",\"readings\":[{\"v\":1}, {\"v\":2 }]}");
    assertThat(scanner.rows().text(1, 3)).isEqualTo("{\"v\":2 }");
  }

  @Test
  void takesObjectsWithinEachElement() {
    Scanner.of(
            """
            table: t
            time: time
            each: /r
            columns:
              time: {from: /m/ts, type: timestamptz, format: epoch-s}
              v: {from: /m/n/v, type: integer}
            """)
        .assertTakes(
            "{\"r\":[{\"m\":{\"ts\":1,\"n\":{\"v\":1}}},{\"m\":{\"ts\":2,\"n\":{\"v\":2}}},{\"m\":null}]}");
  }

  @Test
  void takesArraysByIndex() {
    Scanner.of(INDEXED)
        .assertTakes(
            "{\"point\":[" + TIME + ",{\"x\":1},null,2.50]}",
            "{\"point\":[" + TIME + ",{\"x\":1.0,\"z\":1},[1],2.50,7,8,9]}",
            "{\"point\":[" + TIME + ",null]}",
            "{\"point\":[" + TIME + "]}");
  }

  @Test
  void takesMembersWhoseNamesAreNumbers() {
    Scanner.of(INDEXED).assertTakes("{\"point\":{\"0\":" + TIME + ",\"1\":{\"x\":1},\"3\":2.5}}");
  }

  @Test
  void takesALongArrayHoweverManyOfItsElementsAreNotRead() {
    Scanner scanner = Scanner.of(INDEXED);
    String more = ",7".repeat(2_000);
    for (int i = 0; i < 3; i++) {
      scanner.assertTakes("{\"point\":[" + TIME + ",{\"x\":1},0,2.5" + more + "]}");
    }
  }

  @Test
  void takesPartsThatAreStoredAsJson() {
    Scanner scanner = Scanner.of(JSONB);
    scanner.assertTakes(
        "{\"time\":" + TIME + ",\"tags\":{\"a\":[1,\"ü\",{\"b\":null}]},\"other\":{}}",
        "{\"time\":" + TIME + ",\"tags\":7}",
        "{\"time\":" + TIME + ",\"tags\":[]}");
    scanner.assertTakes(" {\"time\":null, \"tags\": {} } ");
    assertThat(scanner.rows().text(0, 1)).isEqualTo("{}");
    assertThat(scanner.rows().text(0, 2)).isEqualTo("{\"time\":null, \"tags\": {} }");
  }

  @Test
  void takesMessagesThatAreStoredWhole() {
    Scanner.of(
            "{table: t, time: time, columns: {time: {from: $timestamp, type: timestamptz}, m: {from: $message, type: jsonb}}}")
        .assertTakes("{\"a\":{\"b\":[1]}}", "{\"b\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"location_id\":\"a\",\"humidity\":50,\"timestamp\":\"2026-11-22T20:07:56Z\"}",
        " {\n\t\"timestamp\" : \"2026-11-22T20:07:56+05:30\" ,\r\n \"location_id\" : \"a b\" , \"wind_speed\" : 0.0 } \n",
        "{\"timestamp\":\"2026-11-22 20:07:56.1Z\",\"location_id\":\"Zürich\",\"temperature\":-0.5,\"pressure\":null}",
        "{\"timestamp\":\"2026-11-22T20:07:56+00\",\"location_id\":\"~\",\"humidity\":1.000000000000000001}",
        "{\n  \"timestamp\": \"2026-11-22T20:07:56Z\",\n  \"location_id\": \"a\",\n  \"temperature\": 1\n}\n"
      })
  void takesAnyOrderLayoutAndOffset(String json) {
    weather().assertTakes(json, json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"model\": \"X-1\"",
        "\"battery\": 99.5",
        "\"indoor\": false, \"old\": true, \"note\": null",
        "\"\": 0",
        "\"nested\": {\"temperature\": [1, {\"latitude\": 1000}], \"é\": \"ü\"}"
      })
  void skipsAndCountsFieldsThatAreNotTheMappings(String members) {
    Scanner scanner = weather();
    scanner.assertTakes(Message.valid().and(members));
    assertThat(scanner.scanner().ignored()).isEqualTo(members.startsWith("\"indoor") ? 3 : 1);
  }

  @Test
  void getsUsedToAlternatingShapes() {
    String one = "{\"humidity\":1,\"location_id\":\"a\",\"timestamp\":\"2026-11-22T20:07:56Z\"}";
    Scanner scanner = weather();
    for (int i = 0; i < 3; i++) {
      scanner.assertTakes(one, Message.valid().text(), Message.valid().and("\"x\":[1]"));
    }
  }

  @Test
  void getsUsedToOtherBlanksAfterNone() {
    String close = "{\"timestamp\":\"2026-11-22T20:07:56Z\",\"location_id\":\"a\",\"humidity\":1}";
    Scanner scanner = weather();
    for (int i = 0; i < 3; i++) {
      scanner.assertTakes(
          close,
          close.replace(":", ": ").replace("T20: 07: 56", "T20:07:56"),
          close.replace(",", "  ,\n"),
          close.replace("\":", "\":  "));
    }
  }

  @Test
  void getsUsedToArraysThatAreNowAndThenEmpty() {
    Scanner scanner = Scanner.of(INDEXED);
    for (int i = 0; i < 3; i++) {
      scanner.assertTakes("{\"point\":[" + TIME + "]}", "{\"point\":[]}", "{\"point\":[ ]}");
    }
  }

  @Test
  void takesNullsAndEmptyOnesInPlaceOfObjectsAndThenObjectsAgain() {
    Scanner scanner = Scanner.of(NESTED);
    String full =
        "{\"meta\":{\"ts\":1,\"device\":{\"id\":\"a\"}},\"values\":{\"temperature\":1.5}}";
    for (int i = 0; i < 3; i++) {
      scanner.assertTakes(
          full,
          full.replace("{\"id\":\"a\"}", "null"),
          full.replace("{\"id\":\"a\"}", "{}"),
          full.replace("{\"temperature\":1.5}", "{ }"),
          full.replace("{\"temperature\":1.5}", "null"));
    }
  }

  @Test
  void takesNumbersInTextsBesideThoseThatMeanNone() {
    Scanner.of(
            "{table: t, time: time, columns: {time: {type: timestamptz}, v: {type: real, coerce: true, missing: [NA, -999]}, t: {type: text, coerce: true, missing: [-999]}}}")
        .assertTakes(
            "{\"v\":\"1.5\",\"t\":5}", "{\"v\":\"NA\",\"t\":-999}", "{\"v\":\"-999\",\"t\":\"a\"}");
  }

  @Test
  void takesZeroAndOneForBooleans() {
    Scanner scanner = Scanner.of(NESTED);
    scanner.assertTakes("{\"ok\":1}", "{\"ok\":0}", "{\"ok\":true}");
    scanner.assertLeaves("{\"ok\":2}", "{\"ok\":01}", "{\"ok\":10}");
  }

  @Test
  void learnsTextsThatWereUnknownForLong() {
    Scanner scanner = weather();
    for (int i = 0; i < 11_000; i++) {
      scanner.takes(Message.valid().and("\"field_" + i + "\": 1"));
    }
    scanner.assertTakes(Message.valid().text());
    assertThat(scanner.rows().count()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", ",,", "{", ":", "}"})
  void wantsACommaBetweenMembersHoweverUsedItIsToTheirOrder(String instead) {
    String message =
        "{\"timestamp\":\"2026-11-22T20:07:56Z\",\"humidity\":1,\"location_id\":\"a\"}";
    Scanner scanner = weather();
    scanner.assertTakes(message);
    scanner.assertLeaves(message.replace(",", instead), message.replace("1,", "1" + instead));
    scanner.assertTakes(message);
  }

  /** After the field that was the last of all messages so far. */
  @ParameterizedTest
  @ValueSource(strings = {"\0", "}", "\0\0", " \0"})
  void takesNothingForASeparatorThatIsNone(String between) {
    String message =
        "{\"timestamp\":\"2026-11-22T20:07:56Z\",\"location_id\":\"a\",\"humidity\":1}";
    Scanner scanner = weather();
    scanner.assertTakes(message);
    scanner.assertLeaves(message.replace("1}", "1" + between + "5}"));
  }

  @Test
  void leavesNothingOfOneMessageInTheNext() {
    Scanner scanner = weather();
    scanner.assertTakes(Message.valid().text(), Message.valid().without("humidity").text());
    assertThat(scanner.rows().has(0, 5)).isFalse();
    assertThat(scanner.rows().has(0, 6)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1",
        "-0",
        "-0.0",
        "01",
        ".5",
        "5.",
        "+5",
        "1.00000000000000000001",
        "true",
        "\"5\"",
        "5x",
        "106",
        "[1]",
        "{}"
      })
  void leavesNumbersOfAnotherKind(String number) {
    weather().assertLeaves(Message.valid().with("humidity", number).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\\\b", "a\\u0041", "a\tb", "a\u007fb", "", "a\u0085b"})
  void leavesTextsOfAnotherKind(String text) {
    weather().assertLeaves(Message.valid().with("location_id", '"' + text + '"').text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "{}",
        "[]",
        "{\"",
        "{\"timestamp\"}",
        "{\"timestamp\":}",
        "{\"a\":\"b}",
        "{,}",
        "nul",
        "{\"a\":nul}",
        "{\"temperature\":-}",
        "{\"temperature\":1]",
        "[{\"temperature\":1}]"
      })
  void leavesWhatIsNoMessage(String text) {
    weather().assertLeaves(text);
  }

  @Test
  void leavesWhatIsThereTwiceAtEachLevel() {
    weather()
        .assertLeaves(
            Message.valid().and("\"humidity\": 1"),
            Message.valid().and("\"\\u0068umidity\": 1"),
            Message.valid().text() + "}",
            Message.valid().text() + Message.valid().text());
    Scanner.of(NESTED)
        .assertLeaves(
            "{\"meta\":{\"ts\":1},\"meta\":{\"device\":{\"id\":\"a\"}}}",
            "{\"meta\":null,\"meta\":{\"ts\":1}}",
            "{\"meta\":{\"device\":{},\"device\":{\"id\":\"a\"}}}",
            "{\"meta\":{\"device\":{\"id\":\"a\",\"id\":\"a\"}}}");
    Scanner.of(EACH)
        .assertLeaves(
            "{\"readings\":[{\"v\":1}],\"readings\":[]}",
            "{\"readings\":[{\"v\":1},{\"v\":1,\"v\":2}]}");
  }

  @Test
  void readsNothingBeyondTheEndOfAnyBeginningOfWhatItHasLearned() {
    for (String yaml : new String[] {NESTED, EACH, INDEXED, JSONB}) {
      Scanner scanner = Scanner.of(yaml);
      String[] full = {
        "{\"meta\":{\"ts\":1764000000123,\"device\":{\"id\":\"a\"}},\"values\":{\"temperature\":1.5}}",
        "{\"id\":\"a\",\"readings\":[{\"ts\":"
            + TIME
            + ",\"v\":1},{\"v\":2.5 , \"ts\":"
            + TIME
            + "}]}",
        "{\"point\":[" + TIME + ",{\"x\":1},null,2.50]}",
        "{\"time\":" + TIME + ",\"tags\":{\"a\":[1,\"ü\",{\"b\":null}]},\"other\":{}}"
      };
      for (String json : full) {
        scanner.takes(json);
        IntStream.range(0, json.length())
            .mapToObj(end -> json.substring(0, end))
            .forEach(
                cut -> {
                  for (String close : new String[] {"", "}", "]", "}}", "]}", " }", ":}", "\"}"}) {
                    byte[] bytes = (cut + close).getBytes(StandardCharsets.UTF_8);
                    scanner.scanner().scan(bytes);
                    messages.add(bytes);
                  }
                });
      }
    }
    assertThat(messages).isNotEmpty();
  }
}
