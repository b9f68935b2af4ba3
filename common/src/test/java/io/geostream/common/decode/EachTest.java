package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingException;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of several rows. */
@SuppressWarnings("StringConcatToTextBlock") // line by line
class EachTest {

  private static final Mapping READINGS = mapping("/dev/readings", "");

  private static Mapping mapping(String each, String more) {
    return MappingFile.parse(
        "test.yaml",
        """
        table: t
        time: time
        each: %s
        columns:
          time: {from: /ts, type: timestamptz, format: epoch-us}
          v: {type: integer}
          %s
        """
            .formatted(each, more));
  }

  private static Decoded decode(Mapping mapping, String json) {
    return Decoded.by(mapping, json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void makesARowOfEachElement() {
    assertThat(
            decode(
                    READINGS,
                    "{\"dev\":{\"readings\":[{\"ts\":1,\"v\":5},{\"v\":6,\"ts\":2},{\"ts\":3}]}}")
                .rows())
        .containsExactly(
            Map.of("time", 1L, "v", 5L), Map.of("time", 2L, "v", 6L), Map.of("time", 3L));
  }

  @Test
  void makesNoRowOfAnEmptyArray() {
    Decoded decoded = decode(READINGS, "{\"dev\":{\"readings\":[]}}");
    assertThat(decoded.bad()).isNull();
    assertThat(decoded.rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"dev\":null}",
        "{\"dev\":{}}",
        "{\"dev\":{\"readings\":null}}",
        "{\"readings\":[]}"
      })
  void missesAnArrayThatIsMissingOrNull(String json) {
    decode(READINGS, json).assertBad(ErrorCode.MISSING_FIELD, "dev/readings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"dev\":{\"readings\":{}}}; dev/readings",
        "{\"dev\":{\"readings\":5}}; dev/readings",
        "{\"dev\":{\"readings\":\"\"}}; dev/readings",
        "{\"dev\":[]}; dev",
        "{\"dev\":{\"readings\":[5]}}; dev/readings/0",
        "{\"dev\":{\"readings\":[{\"ts\":1},null]}}; dev/readings/1",
        "{\"dev\":{\"readings\":[{\"ts\":1},[]]}}; dev/readings/1",
        "{\"dev\":{\"readings\":[{\"ts\":1},{\"v\":\"x\"}]}}; dev/readings/1/v"
      })
  void refusesWhatIsNoArrayOfObjects(String json, String place) {
    decode(READINGS, json).assertBad(ErrorCode.WRONG_TYPE, place);
  }

  @Test
  void readsAMessageThatIsTheArray() {
    Mapping mapping = mapping("\"\"", "m: {from: $message, type: jsonb}");
    assertThat(decode(mapping, "[{\"ts\":1}, {\"ts\":2}]").rows())
        .extracting(row -> row.get("m"))
        .containsExactly("[{\"ts\":1}, {\"ts\":2}]", "[{\"ts\":1}, {\"ts\":2}]");
    assertThat(decode(mapping, "[]").rows()).isEmpty();
    decode(mapping, "null").assertBad(ErrorCode.MISSING_FIELD);
    decode(mapping, "{}").assertBad(ErrorCode.WRONG_TYPE);
    decode(mapping, "5").assertBad(ErrorCode.WRONG_TYPE);
    decode(mapping, "[{\"ts\":1},5]").assertBad(ErrorCode.WRONG_TYPE, "1");
  }

  @Test
  void givesEachRowWhatIsTheMessages() {
    Mapping mapping =
        mapping(
            "/r",
            """
            id: {from: $message/id, type: text}
              p: {from: $partition, type: integer}
              d: {from: $message/d, type: integer, default: 9}
              e: {from: "", type: jsonb}
            """);
    assertThat(decode(mapping, "{\"r\":[{\"ts\":1},{\"ts\" : 2}],\"id\":\"a\"}").rows())
        .containsExactly(
            Map.of("time", 1L, "id", "a", "p", 3L, "d", 9L, "e", "{\"ts\":1}"),
            Map.of("time", 2L, "id", "a", "p", 3L, "d", 9L, "e", "{\"ts\" : 2}"));
  }

  @Test
  void missesWhatARowNeedsAndNamesTheRow() {
    decode(READINGS, "{\"dev\":{\"readings\":[{\"ts\":1},{\"v\":1}]}}")
        .assertBad(ErrorCode.MISSING_FIELD, "dev/readings/1/ts");
    Mapping mapping = mapping("/r", "id: {from: $message/id, type: text, required: true}");
    decode(mapping, "{\"r\":[{\"ts\":1}]}").assertBad(ErrorCode.MISSING_FIELD, "id");
    assertThat(decode(mapping, "{\"r\":[]}").rows()).as("no row, no letter").isEmpty();
  }

  @Test
  void takesANameOnceInEachElement() {
    decode(READINGS, "{\"dev\":{\"readings\":[{\"ts\":1},{\"ts\":1,\"ts\":2}]}}")
        .assertBad(ErrorCode.DUPLICATE_FIELD, "dev/readings/1/ts");
    decode(READINGS, "{\"dev\":{\"readings\":[{\"ts\":1}],\"readings\":[]}}")
        .assertBad(ErrorCode.DUPLICATE_FIELD, "dev/readings");
  }

  @Test
  void takesTenThousandElementsAndRefusesOneMore() {
    String elements = "{\"ts\":1},".repeat(9_999) + "{\"ts\":1}";
    assertThat(decode(READINGS, "{\"dev\":{\"readings\":[" + elements + "]}}").rows())
        .hasSize(10_000);
    decode(READINGS, "{\"dev\":{\"readings\":[" + elements + ",{\"ts\":1}]}}")
        .assertBad(ErrorCode.TOO_LARGE, "dev/readings");
  }

  /** A row of time and text has 2 bytes, 4 and 8 of the time, 4 and the text's own. */
  @Test
  void takesSixteenMebibytesOfEncodedRowsAndRefusesOneByteMore() {
    Mapping mapping =
        MappingFile.parse(
            "test.yaml",
            """
            table: t
            time: time
            each: /r
            columns:
              time: {from: $timestamp, type: timestamptz}
              id: {from: $message/id, type: text}
            """);
    int rows = 1 << 7;
    int text = (16 << 20) / rows - 18;
    String message = "{\"r\":[" + "{},".repeat(rows - 1) + "{}],\"id\":\"%s\"}";
    assertThat(decode(mapping, message.formatted("x".repeat(text))).rows()).hasSize(rows);
    decode(mapping, message.formatted("x".repeat(text + 1))).assertBad(ErrorCode.TOO_LARGE);
  }

  @Test
  void countsWhatComesFromTheRecordAsEncoded() {
    Mapping mapping = mapping("/r", "k: {from: $key, type: text}");
    byte[] value =
        ("{\"r\":[" + "{\"ts\":1},".repeat(999) + "{\"ts\":1}]}").getBytes(StandardCharsets.UTF_8);
    for (int length : new int[] {16_000, 17_000}) {
      ConsumerRecord<byte[], byte[]> record =
          new ConsumerRecord<>(
              "topic",
              0,
              0,
              0,
              TimestampType.CREATE_TIME,
              0,
              0,
              new byte[length],
              value,
              new RecordHeaders(),
              Optional.empty());
      Arrays.fill(record.key(), (byte) 'k');
      BadRecord bad = MappingDecoder.of(mapping, c -> {}).decode(record);
      assertThat(bad == null ? null : bad.code())
          .isEqualTo(length == 16_000 ? null : ErrorCode.TOO_LARGE);
    }
  }

  @Test
  void boundsTheOnlyRowOfAMessageToo() {
    StringBuilder columns = new StringBuilder("a: {type: text}");
    for (int i = 0; i < 62; i++) {
      columns.append(", c").append(i).append(": {from: /a, type: text}");
    }
    Decoded.of(columns.toString(), "{\"a\":\"" + "x".repeat(300_000) + "\"}")
        .assertBad(ErrorCode.TOO_LARGE);
    assertThat(Decoded.of(columns.toString(), "{\"a\":\"" + "x".repeat(200_000) + "\"}").row())
        .hasSize(64);
  }

  @Test
  void refusesToReadIntoTheArray() {
    assertThatThrownBy(() -> mapping("/r", "x: {from: $message/r/0/v, type: integer}"))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("points into the array of each");
  }

  @Test
  void forgetsTheRowsOfTheMessageBefore() {
    MappingDecoder decoder = MappingDecoder.of(READINGS, c -> {});
    for (int count : List.of(40, 1, 0, 17, 2)) {
      String json =
          "{\"dev\":{\"readings\":["
              + String.join(",", Collections.nCopies(count, "{\"ts\":1}"))
              + "]}}";
      Decoded decoded =
          Decoded.by(decoder, READINGS, Decoded.record(json.getBytes(StandardCharsets.UTF_8)));
      assertThat(decoded.rows()).hasSize(count);
    }
  }
}
