package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Columns that come from the record. */
class RecordColumnsTest {

  private static final byte[] NOT_UTF8 = {'a', (byte) 0xC3};

  private static final Mapping ALL =
      MappingFile.parse(
          "test.yaml",
          """
          table: t
          time: time
          columns:
            time: {from: $timestamp, type: timestamptz}
            k: {from: $key, type: text, length: 3}
            t: {from: $topic, type: text}
            h: {from: "$header:unit", type: text}
            n: {from: "$header:count", type: integer, coerce: true, range: [0, 10], default: 1}
            p: {from: $partition, type: integer}
            o: {from: $offset, type: bigint}
          """);

  private static Decoded decode(
      byte @Nullable [] key, long timestamp, Headers headers, String value) {
    return Decoded.by(ALL, record(key, timestamp, headers, value));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      byte @Nullable [] key, long timestamp, Headers headers, String value) {
    return new ConsumerRecord<>(
        "topic",
        3,
        17,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        bytes(value),
        headers,
        Optional.empty());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsEachPartOfTheRecord() {
    Headers headers =
        new RecordHeaders()
            .add("unit", bytes("C"))
            .add("Unit", bytes("K"))
            .add("unit", bytes("°F"))
            .add("count", bytes("7"));
    assertThat(decode(bytes("kéy"), 1_764_000_000_123L, headers, "{}").row())
        .isEqualTo(
            Map.of(
                "time",
                1_764_000_000_123_000L,
                "k",
                "kéy",
                "t",
                "topic",
                "h",
                "°F",
                "n",
                7L,
                "p",
                3L,
                "o",
                17L));
  }

  @Test
  void leavesOutWhatTheRecordDoesNotHave() {
    assertThat(decode(null, 0, new RecordHeaders().add("unit", null), "{}").row())
        .isEqualTo(Map.of("time", 0L, "t", "topic", "n", 1L, "p", 3L, "o", 17L));
    decode(null, ConsumerRecord.NO_TIMESTAMP, new RecordHeaders(), "{}")
        .assertBad(ErrorCode.MISSING_FIELD, "$timestamp");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    decode(NOT_UTF8, 0, new RecordHeaders(), "{}").assertBad(ErrorCode.WRONG_TYPE, "$key");
    decode(null, 0, new RecordHeaders().add("unit", NOT_UTF8), "{}")
        .assertBad(ErrorCode.WRONG_TYPE, "$header:unit");
    assertThat(
            decode(null, 0, new RecordHeaders().add("unit", NOT_UTF8).add("unit", bytes("")), "{}")
                .row())
        .as("the last one counts")
        .containsEntry("h", "");
  }

  @Test
  void appliesTheRulesOfTheColumn() {
    decode(bytes("long"), 0, new RecordHeaders(), "{}").assertBad(ErrorCode.OUT_OF_RANGE, "$key");
    decode(bytes("\u0000"), 0, new RecordHeaders(), "{}").assertBad(ErrorCode.OUT_OF_RANGE, "$key");
    decode(null, 0, new RecordHeaders().add("count", bytes("11")), "{}")
        .assertBad(ErrorCode.OUT_OF_RANGE, "$header:count");
    decode(null, 0, new RecordHeaders().add("count", bytes("x")), "{}")
        .assertBad(ErrorCode.WRONG_TYPE, "$header:count");
    decode(null, 253_402_300_800_000L, new RecordHeaders(), "{}")
        .assertBad(ErrorCode.OUT_OF_RANGE, "$timestamp");
  }

  @Test
  void refusesEveryTimestampBeyondTheYearsThatAreStored() {
    for (long millis : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -62_135_596_800_001L}) {
      BadRecord bad =
          MappingDecoder.of(ALL, count -> {})
              .decode(record(null, millis, new RecordHeaders(), "{}"));
      assertThat(bad).isNotNull();
      assertThat(bad.code()).isEqualTo(ErrorCode.OUT_OF_RANGE);
    }
  }

  @Test
  void reportsFaultsOfTheMessageBeforeThoseOfTheRecord() {
    Mapping mapping = Decoded.mapping("k: {from: $key, type: text}, v: {type: real}");
    Decoded.by(mapping, record(NOT_UTF8, 0, new RecordHeaders(), "{\"v\": 1e39}"))
        .assertBad(ErrorCode.OUT_OF_RANGE, "v");
    Decoded.by(mapping, record(NOT_UTF8, 0, new RecordHeaders(), "{\"v\": 1}"))
        .assertBad(ErrorCode.WRONG_TYPE, "$key");
  }

  @Test
  void asksNothingOfTheRecordWhereThereIsNone() {
    Mapping mapping =
        MappingFile.parse(
            "test.yaml",
            """
            table: t
            time: time
            key: k
            columns:
              time: {from: $timestamp, type: timestamptz}
              k: {from: $key, type: text}
              h: {from: "$header:unit", type: text}
              v: {type: real}
            any-of: [h, v]
            """);
    MappingDecoder decoder = MappingDecoder.ofValues(mapping, count -> {});
    ConsumerRecord<byte[], byte[]> record = record(NOT_UTF8, -1, new RecordHeaders(), "{}");
    assertThat(Decoded.by(decoder, mapping, record).row()).isEmpty();
  }
}
