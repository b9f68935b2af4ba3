package io.geostream.common.decode;

import static io.geostream.common.decode.Message.decode;
import static io.geostream.common.decode.Message.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.file.MappingFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is one JSON object in UTF-8, strictly, and what is not. */
class JsonSyntaxTest {

  @Test
  void aTombstoneIsNotJson() {
    assertBad(Decoded.by(MappingFile.builtIn(), (byte[]) null), ErrorCode.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " \t\r\n"})
  void nothingIsNotJson(String text) {
    assertBad(decode(text), ErrorCode.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{}]",
        "\"x\"",
        "1",
        "-1.5e3",
        "null",
        "true",
        "false",
        "[[1], {\"a\": 2}]"
      })
  void jsonThatIsNoObjectIsOfTheWrongType(String text) {
    assertBad(decode(text), ErrorCode.WRONG_TYPE);
  }

  @Test
  void acceptsWhiteSpaceAround() {
    assertThat(decode(" \t\r\n" + valid().text() + " \t\r\n")).isEqualTo(valid().decoded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "{}", "1", ",", "]", "\u00a0", "\"\"", " \n null", "/**/", "#"})
  void refusesBytesAfterTheObject(String trailing) {
    assertBad(decode(valid().text() + trailing), ErrorCode.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "+INF",
        "020",
        "+20",
        ".5",
        "5.",
        "0x10",
        "1_000",
        "--1",
        "1e",
        "1e+",
        "True",
        "None",
        "undefined",
        "'20'",
        "20 /* warm */",
        "",
        "20,",
        "20,,"
      })
  void refusesWhatOnlyLooksLikeJson(String value) {
    assertBad(decode(valid().with("wind_direction", value).text()), ErrorCode.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{", "}", "{\"timestamp\"", "{\"timestamp\":", "{\"timestamp\": \"20", "{timestamp: 1}",
        "{'timestamp': 1}", "{\"a\": 1 \"b\": 2}", "{\"a\" 1}", "{,}", "[1,]", "{\"a\": \"\\x\"}",
        "{\"a\": \"\\u12\"}", "// nothing", "<reading/>", "timestamp,location_id", "nul", "\"x"
      })
  void refusesBrokenJson(String text) {
    assertBad(decode(text), ErrorCode.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "020"})
  void namesTheFieldAtWhichTheTextIsBroken(String value) {
    assertThat(valid().with("temperature", value).decoded().fault().message())
        .startsWith("temperature: ");
  }

  @Test
  void refusesARawControlCharacterInAString() {
    for (char c = 0; c < 0x20; c++) {
      assertBad(decode(valid().with("location_id", "\"a" + c + "\"").text()), ErrorCode.NOT_JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "ISO-8859-1"})
  void refusesEveryOtherEncoding(String charset) {
    String text = valid().with("location_id", "\"Zürich\"").text();
    assertBad(decode(text.getBytes(Charset.forName(charset))), ErrorCode.NOT_JSON);
  }

  @Test
  void refusesAByteOrderMark() {
    assertBad(decode("\ufeff" + valid().text()), ErrorCode.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c080",
        "c1bf",
        "e0809f",
        "f08080af", // overlong
        "eda080",
        "edbfbf",
        "eda0bcedbc8d", // surrogates, and a pair of them (CESU-8)
        "c3",
        "e282",
        "f09f8c", // cut short
        "80",
        "bf",
        "fe",
        "ff",
        "f4908080",
        "f8888080"
      })
  void refusesBytesThatAreNotUtf8(String hex) {
    assertBad(decode(spliced("location_id", hex)), ErrorCode.NOT_JSON);
    assertBad(decode(spliced("a_field_of_others", hex)), ErrorCode.NOT_JSON);
  }

  @Test
  void acceptsAMebibyteAndRefusesOneByteMore() {
    String text = valid().text();
    int room = MappingDecoder.MAX_BYTES - text.length();
    assertThat(decode(text + " ".repeat(room))).isEqualTo(valid().decoded());
    assertBad(decode(text + " ".repeat(room + 1)), ErrorCode.TOO_LARGE);
  }

  @Test
  void acceptsTheGreatestDepthAndRefusesOneMore() {
    int inside = StrictParser.MAX_DEPTH - 1;
    assertThat(decode(valid().and("\"x\": " + nested(inside)))).isEqualTo(valid().decoded());
    assertBad(decode(valid().and("\"x\": " + nested(inside + 1))), ErrorCode.TOO_LARGE);
    assertBad(decode("[".repeat(100_000)), ErrorCode.TOO_LARGE);
  }

  @Test
  void refusesAnAbsurdlyLongNameAtEachLevel() {
    String member = "\"" + "n".repeat(60_000) + "\": 1";
    assertBad(decode(valid().and(member)), ErrorCode.TOO_LARGE);
    assertBad(decode(valid().and("\"x\": {" + member + "}")), ErrorCode.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"temperature\": \"warm\"",
        "{\"temperature\": 1000, \"x\": NaN}",
        "{\"temperature\": 1, \"temperature\": 2, \"x\": }",
        "{\"timestamp\": \"never\"} }",
        "{\"timestamp\": {\"deep\": [1, 2}}",
        "[1, 2"
      })
  void reportsTextThatIsNoJsonAsSuchWhateverElseIsWrong(String text) {
    assertBad(decode(text), ErrorCode.NOT_JSON);
  }

  @Test
  void reportsTheFirstFaultOfAProperText() {
    assertBad(decode("{\"humidity\": 200, \"temperature\": \"x\"}"), ErrorCode.OUT_OF_RANGE);
    assertBad(decode("{\"temperature\": \"x\", \"humidity\": 200}"), ErrorCode.WRONG_TYPE);
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  /** A valid message with the bytes in a string. */
  private static byte[] spliced(String field, String hex) {
    String text = valid().with(field, "\"a#b\"").text();
    int at = text.indexOf('#');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(text.substring(0, at).getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(HexFormat.of().parseHex(hex));
    bytes.writeBytes(text.substring(at + 1).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static void assertBad(Decoded decoded, ErrorCode code) {
    decoded.assertBad(code);
  }
}
