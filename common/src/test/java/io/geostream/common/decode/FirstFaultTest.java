package io.geostream.common.decode;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several faults is reported: the first in the message, then what is missing. */
class FirstFaultTest {

  private static final Mapping MAPPING =
      MappingFile.parse(
          "test.yaml",
          """
          table: t
          time: time
          key: id
          columns:
            b: {type: integer, required: true}
            time: {type: timestamptz}
            a: {type: real, range: [0, 1]}
            c: {from: /n/c, type: text, length: 1}
            j: {type: jsonb}
            id: {type: text}
          any-of: [a, c]
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"a\":2,\"b\":\"x\"}; OUT_OF_RANGE; a",
        "{\"b\":\"x\",\"a\":2}; WRONG_TYPE; b",
        "{\"n\":{\"c\":\"xx\"},\"time\":\"now\"}; OUT_OF_RANGE; n/c",
        "{\"time\":\"now\",\"n\":{\"c\":\"xx\"}}; BAD_TIMESTAMP; time",
        "{\"n\":5,\"a\":2}; WRONG_TYPE; n",
        "{\"a\":1,\"a\":2,\"b\":\"x\"}; DUPLICATE_FIELD; a",
        "{\"a\":2,\"a\":1}; OUT_OF_RANGE; a",
        "{\"j\":[1,\"\\u0000\"],\"b\":1.5}; OUT_OF_RANGE; j",
        "{\"b\":1.5,\"j\":[1,\"\\u0000\"]}; WRONG_TYPE; b",
        "{\"a\":2,\"b\":}; NOT_JSON; b",
        "{\"a\":2} x; NOT_JSON;",
        "{}; MISSING_FIELD; b",
        "{\"b\":1}; MISSING_FIELD; time",
        "{\"b\":1,\"time\":\"2026-11-22T20:07:56Z\"}; MISSING_FIELD; id",
        "{\"b\":1,\"time\":\"2026-11-22T20:07:56Z\",\"id\":\"a\"}; NO_MEASUREMENT;",
        "{\"id\":\"a\",\"n\":{\"c\":\"\"},\"time\":\"2026-11-22T20:07:56Z\"}; MISSING_FIELD; b",
        "{\"a\":2}; OUT_OF_RANGE; a"
      })
  void isReported(String json, ErrorCode code, String place) {
    assertFirstFault(MAPPING, json, code, place == null ? "" : place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"r\":[{\"v\":\"x\"},5]}; WRONG_TYPE; r/0/v",
        "{\"r\":[{\"v\":1},{\"v\":1e9}],\"id\":5}; OUT_OF_RANGE; r/1/v",
        "{\"id\":5,\"r\":[{\"v\":1e9}]}; WRONG_TYPE; id",
        "{\"r\":[{},{\"v\":1e9}]}; OUT_OF_RANGE; r/1/v",
        "{\"r\":[{\"v\":1},{}],\"id\":\"a\"}; MISSING_FIELD; r/1/v",
        "{\"id\":\"a\"}; MISSING_FIELD; r",
        "{\"r\":[{}]}; MISSING_FIELD; r/0/v",
        "{\"r\":[{\"v\":1}]}; MISSING_FIELD; id"
      })
  void isReportedOfElements(String json, ErrorCode code, String place) {
    assertFirstFault(
        MappingFile.parse(
            "test.yaml",
            """
            table: t
            time: time
            each: /r
            columns:
              time: {from: $timestamp, type: timestamptz}
              v: {type: smallint, required: true}
              id: {from: $message/id, type: text, required: true}
            """),
        json,
        code,
        place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"r\":[{\"t\":0},{}]}; MISSING_FIELD; r/1/t",
        "{\"r\":[{\"t\":0,\"v\":1},{\"t\":0}]}; NO_MEASUREMENT; r/1"
      })
  void missingColumnsOfAllElementsComeBeforeAnyOf(String json, ErrorCode code, String place) {
    assertFirstFault(
        MappingFile.parse(
            "test.yaml",
            """
            table: t
            time: time
            each: /r
            columns:
              time: {from: /t, type: timestamptz, format: epoch-s}
              v: {type: smallint}
            any-of: [v]
            """),
        json,
        code,
        place);
  }

  private static void assertFirstFault(Mapping mapping, String json, ErrorCode code, String place) {
    Decoded.by(mapping, json.getBytes(StandardCharsets.UTF_8)).assertBad(code, place);
  }
}
