package io.geostream.common.reading;

import static io.geostream.common.reading.Message.quoted;
import static io.geostream.common.reading.Message.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the short way takes, and what it leaves to the parser. */
class PlainReadingScannerTest {

  private final ReadingFields fields = new ReadingFields();
  private final PlainReadingScanner scanner = new PlainReadingScanner(fields);

  @Test
  void takesWhatTheTutorialsProducerWrites() {
    assertTaken(valid().text());
  }

  @Test
  void takesWhatOurProducerWrites() {
    Reading reading = (Reading) valid().without("pressure").decoded();
    assertTaken(new String(new JsonReadingWriter().write(reading), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"location_id\":\"a\",\"humidity\":50,\"timestamp\":\"2026-11-22T20:07:56Z\"}",
        " {\n\t\"timestamp\" : \"2026-11-22T20:07:56+05:30\" ,\r\n \"location_id\" : \"a b\" , \"wind_speed\" : 0.0 } \n",
        "{\"timestamp\":\"2026-11-22T20:07:56.1Z\",\"location_id\":\"~\",\"temperature\":-0.5,\"pressure\":null}",
        "{\"timestamp\":\"2026-11-22T20:07:56Z\",\"location_id\":\"a\",\"humidity\":1.000000000000000001}"
      })
  void takesAnyOrderLayoutAndOffset(String json) {
    assertTaken(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"model\": \"X-1\"",
        "\"battery\": 99.5",
        "\"indoor\": false, \"old\": true, \"note\": null",
        "\"\": 0",
      })
  void skipsPlainFieldsThatAReadingDoesNotHave(String members) {
    assertTaken(valid().and(members));
    assertThat(scanner.ignored()).isEqualTo(members.split(",").length);
  }

  @Test
  void getsUsedToAnotherOrder() {
    String other = "{\"humidity\":1,\"location_id\":\"a\",\"timestamp\":\"2026-11-22T20:07:56Z\"}";
    for (int i = 0; i < 3; i++) {
      assertTaken(other);
      assertTaken(valid().text());
    }
  }

  @Test
  void getsUsedToOtherBlanks() {
    String close = "{\"timestamp\":\"2026-11-22T20:07:56Z\",\"location_id\":\"a\",\"humidity\":1}";
    for (int i = 0; i < 3; i++) {
      assertTaken(close);
      assertTaken(close.replace(":", ": ").replace("T20: 07: 56", "T20:07:56"));
      assertTaken(close.replace(",", "  ,\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", ",,", "{", ":"})
  void wantsACommaBetweenMembersHoweverUsedItIsToTheirOrder(String instead) {
    String message =
        "{\"timestamp\":\"2026-11-22T20:07:56Z\",\"humidity\":1,\"location_id\":\"a\"}";
    assertTaken(message);
    assertLeft(message.replace(",", instead));
    assertLeft(message.replace("1,", "1" + instead));
    assertTaken(message);
  }

  /** Behind the field that was the last of all messages so far, nothing is expected. */
  @ParameterizedTest
  @ValueSource(strings = {"\0", "}", "\0\0", " \0"})
  void takesNothingForASeparatorThatIsNone(String between) {
    String message =
        "{\"timestamp\":\"2026-11-22T20:07:56Z\",\"location_id\":\"a\",\"humidity\":1}";
    assertTaken(message);
    assertLeft(message.replace("1}", "1" + between + "5}"));
  }

  @Test
  void leavesNothingOfOneMessageInTheNext() {
    assertTaken(valid().text());
    assertLeft(valid().without("timestamp").text());
    assertLeft(valid().without("location_id").text());
    assertTaken(valid().without("humidity").text());
    assertThat(fields.number(NumericField.HUMIDITY.index())).isNaN();
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
        "106"
      })
  void leavesNumbersOfAnotherKind(String number) {
    assertLeft(valid().with("humidity", number).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Z\u00fcrich", "a\\\\b", "a\\u0041", "a\tb", "a\u007fb", ""})
  void leavesStringsOfAnotherKind(String text) {
    assertLeft(valid().with("location_id", quoted(text)).text());
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
        "{\"temperature\":-}"
      })
  void leavesWhatIsNoReading(String text) {
    assertLeft(text);
  }

  @Test
  void leavesFieldsThatAreThereTwiceAndWhatIsBehindTheEnd() {
    assertLeft(valid().and("\"humidity\": 1"));
    assertLeft(valid().and("\"\\u0068umidity\": 1"));
    assertLeft(valid().text() + "}");
    assertLeft(valid().text() + valid().text());
    assertLeft(valid().and("\"more\": {}"));
  }

  private void assertTaken(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(scanner.scan(bytes)).as(json).isTrue();
    assertThat(fields.toReading()).isEqualTo(new JsonReadingParser(ignored -> {}).decode(bytes));
  }

  private void assertLeft(String json) {
    assertThat(scanner.scan(json.getBytes(StandardCharsets.UTF_8))).as(json).isFalse();
  }
}
