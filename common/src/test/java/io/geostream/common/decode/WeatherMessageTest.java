package io.geostream.common.decode;

import static io.geostream.common.decode.Message.TIME;
import static io.geostream.common.decode.Message.decode;
import static io.geostream.common.decode.Message.ignoredIn;
import static io.geostream.common.decode.Message.quoted;
import static io.geostream.common.decode.Message.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in mapping: each field's type and rule. */
class WeatherMessageTest {

  private static final List<String> MEASUREMENTS =
      List.of("temperature", "humidity", "pressure", "wind_speed", "wind_direction");
  private static final String ASTRAL = "\ud83c\udf0d";

  @Test
  void readsWhatTheTutorialsProducerWrites() {
    Map<String, Object> row = valid().decoded().row();

    assertThat(Timestamps.format(bits(row, "time"))).isEqualTo(TIME);
    assertThat(row.get("location_id")).isEqualTo("loc_17");
    assertThat(number(row, "latitude")).isEqualTo(40.71234567890124);
    assertThat(number(row, "longitude")).isEqualTo(-74.00612345678901);
    assertThat(number(row, "temperature")).isEqualTo(21.372918264012345);
    assertThat(number(row, "humidity")).isEqualTo(55.12345678901234);
    assertThat(number(row, "pressure")).isEqualTo(1013.2512345678902);
    assertThat(number(row, "wind_speed")).isEqualTo(3.0000000000000004);
    assertThat(number(row, "wind_direction")).isEqualTo(271.5);
  }

  @ParameterizedTest
  @CsvSource({
    "latitude, -90, 90",
    "longitude, -180, 180",
    "temperature, -100, 100",
    "humidity, 0, 105",
    "pressure, 1, 1100",
    "wind_speed, 0, 150",
    "wind_direction, 0, 360"
  })
  void acceptsEachNumberUpToItsBoundsAndNotTheNextOne(String name, double min, double max) {
    assertThat(number(valid().with(name, Double.toString(min)).decoded().row(), name))
        .isEqualTo(min);
    assertThat(number(valid().with(name, Double.toString(max)).decoded().row(), name))
        .isEqualTo(max);
    assertBad(
        valid().with(name, Double.toString(Math.nextDown(min))).decoded(),
        ErrorCode.OUT_OF_RANGE,
        name);
    assertBad(
        valid().with(name, Double.toString(Math.nextUp(max))).decoded(),
        ErrorCode.OUT_OF_RANGE,
        name);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void storesANumberThatIsMissingOrNullAsAbsent(String field) {
    assertThat(valid().without(field).decoded().row()).doesNotContainKey(field);
    assertThat(valid().with(field, "null").decoded().row()).doesNotContainKey(field);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void refusesEachNumberOfAnotherType(String field) {
    for (String other : new String[] {"\"1\"", "true", "false", "{}", "[1]", "\"\""}) {
      assertBad(valid().with(field, other).decoded(), ErrorCode.WRONG_TYPE, field);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "2E1", "2.0e+1", "200e-1", "20.000000000000000000000000000"})
  void readsEveryNotationOfANumber(String notation) {
    assertThat(number(valid().with("temperature", notation).decoded().row(), "temperature"))
        .isEqualTo(20.0);
  }

  @Test
  void keepsTheSignOfZero() {
    double value = number(valid().with("temperature", "-0.0").decoded().row(), "temperature");
    assertThat(Double.doubleToRawLongBits(value)).isEqualTo(Double.doubleToRawLongBits(-0.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "1e999999999", "1E+2147483648"})
  void refusesANumberBeyondEveryDouble(String number) {
    assertBad(valid().with("temperature", number).decoded(), ErrorCode.OUT_OF_RANGE, "temperature");
  }

  @Test
  void refusesANumberOfAbsurdLength() {
    assertBad(
        valid().with("pressure", "1".repeat(2_000)).decoded(), ErrorCode.TOO_LARGE, "pressure");
    assertBad(
        valid().with("pressure", "1." + "0".repeat(2_000)).decoded(),
        ErrorCode.TOO_LARGE,
        "pressure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp", "location_id"})
  void wantsBothRequiredFields(String name) {
    assertBad(valid().without(name).decoded(), ErrorCode.MISSING_FIELD, name);
    assertBad(valid().with(name, "null").decoded(), ErrorCode.MISSING_FIELD, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp", "location_id"})
  void wantsStringsForBothRequiredFields(String name) {
    for (String other : new String[] {"1764000000", "1.5", "true", "{}", "[]"}) {
      assertBad(valid().with(name, other).decoded(), ErrorCode.WRONG_TYPE, name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-11-22",
        "2026-11-22T20:07:56",
        "2026-11-22  20:07:56+00:00",
        "2026-13-22T20:07:56Z",
        "2026-11-22T20:07:56.1234567890Z",
        "\\u0000",
        "\\ud800\\u2028"
      })
  void refusesATimestampThatIsNone(String text) {
    assertBad(
        valid().with("timestamp", quoted(text)).decoded(), ErrorCode.BAD_TIMESTAMP, "timestamp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22 20:07:56.123456+00:00",
        "2026-11-22T20:07:56.123456+0000",
        "2026-11-22 20:07:56.123456+00",
        "2026-11-23 01:37:56.123456+0530",
        "2026-11-22T15:07:56.123456-05"
      })
  void readsATimestampAsPostgresqlWritesIt(String text) {
    assertThat(valid().with("timestamp", quoted(text)).decoded()).isEqualTo(valid().decoded());
  }

  @Test
  void quotesATextInPlaceOfANumber() {
    assertThat(bad(valid().with("temperature", quoted("hot")).decoded()).message())
        .isEqualTo("temperature: expected a number, found the text \"hot\"");
    assertBad(
        valid().with("temperature", quoted("x".repeat(10_000))).decoded(),
        ErrorCode.WRONG_TYPE,
        "temperature");
  }

  @Test
  void namesTheByteWhereTheJsonIsCutOff() {
    String json = valid().text();
    for (int length = 1; length < json.length(); length++) {
      Decoded cut = decode(json.substring(0, length));
      cut.assertBad(ErrorCode.NOT_JSON);
      assertThat(cut.fault().message()).contains("at byte " + length + ": ");
    }
    assertThat(bad(decode("{\"a\": {")).message()).isEqualTo("at byte 7: the JSON is cut off");
  }

  @Test
  void namesTheByteThatIsNotUtf8() {
    byte[] latin1 = "{\"location_id\": \"Zürich\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(bad(decode(latin1)).message()).isEqualTo("not UTF-8 at byte 18 (0xFC)");
    byte[] farAfter = ("é".repeat(20_000) + "x").getBytes(StandardCharsets.UTF_8);
    farAfter[40_000] = (byte) 0xFF;
    assertThat(bad(decode(farAfter)).message()).isEqualTo("not UTF-8 at byte 40000 (0xFF)");
    byte[] cutOff = {'"', (byte) 0xC3};
    assertThat(bad(decode(cutOff)).message()).isEqualTo("not UTF-8 at byte 1 (0xC3)");
  }

  @Test
  void shortensALongTimestampInItsMessage() {
    assertBad(
        valid().with("timestamp", quoted("x".repeat(10_000))).decoded(),
        ErrorCode.BAD_TIMESTAMP,
        "timestamp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-12-31T23:59:59Z",
        "0001-01-01T00:00:00+00:01",
        "+10000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999-00:01"
      })
  void refusesAYearOutsideFourDigits(String text) {
    assertBad(
        valid().with("timestamp", quoted(text)).decoded(), ErrorCode.OUT_OF_RANGE, "timestamp");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 127, 128})
  void acceptsALocationOfUpTo128CodePoints(int length) {
    for (String character : new String[] {"x", "é", ASTRAL}) {
      String id = character.repeat(length);
      assertThat(valid().with("location_id", quoted(id)).decoded().row())
          .containsEntry("location_id", id);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 129, 5_000})
  void refusesALocationOfAnotherLength(int length) {
    for (String character : new String[] {"x", "é", ASTRAL}) {
      assertBad(
          valid().with("location_id", quoted(character.repeat(length))).decoded(),
          ErrorCode.OUT_OF_RANGE,
          "location_id");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\n", "\\u001f", "\\u007f", "\\u0080", "\\u009F"})
  void refusesAnEscapedControlCharacterInALocation(String escape) {
    assertBad(
        valid().with("location_id", quoted("loc" + escape)).decoded(),
        ErrorCode.OUT_OF_RANGE,
        "location_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u007f", "\u0080", "\u0085", "\u009f"})
  void refusesARawControlCharacterInALocation(String character) {
    assertBad(
        valid().with("location_id", quoted("loc" + character)).decoded(),
        ErrorCode.OUT_OF_RANGE,
        "location_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00", "\\ud83c x", "\\udf0d\\ud83c", "x\\ud83c"})
  void refusesALoneSurrogateInALocation(String escape) {
    assertBad(
        valid().with("location_id", quoted(escape)).decoded(),
        ErrorCode.OUT_OF_RANGE,
        "location_id");
  }

  @Test
  void acceptsASurrogatePairByEscapes() {
    assertThat(valid().with("location_id", quoted("\\ud83c\\udf0d")).decoded().row())
        .containsEntry("location_id", ASTRAL);
  }

  @Test
  void wantsAtLeastOneMeasurement() {
    Message bare = valid();
    for (String field : MEASUREMENTS) {
      bare = bare.without(field);
    }
    Decoded none = bare.decoded();
    none.assertBad(ErrorCode.NO_MEASUREMENT);
    assertThat(none.fault().message()).contains(MEASUREMENTS);

    for (String field : MEASUREMENTS) {
      assertThat(bare.with(field, "5").decoded().row()).containsKey(field);
      assertThat(bare.with(field, "null").decoded()).isEqualTo(none);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"temperature\": 21.372918264012345",
        "\"temperature\": null",
        "\"tempe\\u0072ature\": 1",
        "\"temperature\": {}",
        "\"humidity\": \"not looked at\", \"temperature\": 1"
      })
  void refusesADuplicateOfAKnownField(String members) {
    String name = members.startsWith("\"humidity") ? "humidity" : "temperature";
    assertBad(decode(valid().and(members)), ErrorCode.DUPLICATE_FIELD, name);
  }

  @Test
  void refusesADuplicateOfAFieldThatWasNullFirst() {
    String json = valid().with("temperature", "null").and("\"temperature\": 20");
    assertBad(decode(json), ErrorCode.DUPLICATE_FIELD, "temperature");
  }

  @Test
  void ignoresAndCountsUnknownFields() {
    String json =
        valid()
            .and(
                "\"a\": 1, \"a\": 2, \"\": null, \"Temperature\": \"x\","
                    + " \"nested\": {\"temperature\": [1, {\"latitude\": 1000}], \"timestamp\": 1}");
    assertThat(decode(json)).isEqualTo(valid().decoded());
    assertThat(ignoredIn(json)).isEqualTo(5);
    assertThat(ignoredIn(valid().text())).isZero();
  }

  @Test
  void forgetsTheMessageBefore() {
    Mapping mapping = MappingFile.builtIn();
    MappingDecoder decoder = MappingDecoder.of(mapping, count -> {});
    Decoded first = Decoded.by(decoder, mapping, Decoded.record(bytes(valid().text())));
    Decoded second =
        Decoded.by(
            decoder,
            mapping,
            Decoded.record(bytes(valid().without("latitude").without("humidity").text())));
    assertThat(second.row()).doesNotContainKeys("latitude", "humidity");
    assertThat(first).isEqualTo(valid().decoded());
    Decoded.by(decoder, mapping, Decoded.record(bytes("{}")))
        .assertBad(ErrorCode.MISSING_FIELD, "timestamp");
  }

  @Test
  void keepsOtherPeoplesTextOutOfItsMessages() {
    BadRecord bad =
        bad(valid().with("timestamp", quoted("\\u001b[31m\\r\\n\\u2028\\u009b\\u202e")).decoded());
    assertThat(bad.message()).doesNotContain("\u001b", "\r", "\n", "\u2028", "\u009b", "\u202e");
  }

  private static double number(Map<String, Object> row, String name) {
    return Double.longBitsToDouble(bits(row, name));
  }

  private static long bits(Map<String, Object> row, String name) {
    return (long) Objects.requireNonNull(row.get(name), name);
  }

  static List<String> numbers() {
    return MappingFile.builtIn().columns().stream()
        .filter(column -> column.type().isNumber())
        .map(Column::name)
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static BadRecord bad(Decoded decoded) {
    return decoded.fault();
  }

  private static void assertBad(Decoded decoded, ErrorCode code, String field) {
    decoded.assertBad(code, field);
  }
}
