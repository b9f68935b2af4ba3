package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * What a message became.
 *
 * @param rows each with the values that are there, as {@link Outcome} has them
 * @param bad what is wrong; null if nothing is
 */
record Decoded(List<Map<String, Object>> rows, @Nullable BadRecord bad) {

  private static final int LONGEST = 501;

  static Decoded by(Mapping mapping, byte @Nullable [] value) {
    return by(mapping, record(value));
  }

  /** Decodes it, and checks that the reference agrees. */
  static Decoded by(Mapping mapping, ConsumerRecord<byte[], byte[]> record) {
    new DecodeOracle(mapping).decode(record);
    return by(MappingDecoder.of(mapping, ignored -> {}), mapping, record);
  }

  static Decoded by(Decoder decoder, Mapping mapping, ConsumerRecord<byte[], byte[]> record) {
    BadRecord bad = decoder.decode(record);
    return new Decoded(
        bad == null ? Outcome.rows(decoder.rows(), mapping.rowColumns()) : List.of(), bad);
  }

  /** By a mapping whose time is the record's. */
  static Decoded of(String columns, String json) {
    return by(mapping(columns), json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A mapping whose time is the record's.
   *
   * @param columns in YAML's braces, without them
   */
  static Mapping mapping(String columns) {
    return MappingFile.parse(
        "test.yaml",
        "{table: t, time: time, columns: {time: {from: $timestamp, type: timestamptz}, "
            + columns
            + "}}");
  }

  static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] value) {
    return new ConsumerRecord<>(
        "topic",
        3,
        17,
        1_764_000_000_000L,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  /** The values of the only row. */
  Map<String, Object> row() {
    assertThat(bad).isNull();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  /** The fault. */
  BadRecord fault() {
    assertThat(bad).as("%s", rows).isNotNull();
    return bad;
  }

  void assertBad(ErrorCode code, String place) {
    BadRecord fault = fault();
    assertThat(fault.code()).as(fault.message()).isEqualTo(code);
    assertThat(fault.message()).startsWith(place.isEmpty() ? "" : place + ": ");
    assertPresentable();
  }

  void assertBad(ErrorCode code) {
    assertBad(code, "");
  }

  /** Checks what every message about a bad record has to be. */
  void assertPresentable() {
    String message = fault().message();
    assertThat(message).isNotBlank();
    assertThat(message)
        .as("advice to programmers")
        .doesNotContain("Source:", "JsonReadFeature", "StreamRead");
    assertThat(message.length()).isLessThanOrEqualTo(LONGEST);
    assertThat(message.codePoints().allMatch(Decoded::isPrintable)).as(message).isTrue();
  }

  private static boolean isPrintable(int codePoint) {
    return !Character.isISOControl(codePoint)
        && codePoint != 0x2028
        && codePoint != 0x2029
        && Character.getType(codePoint) != Character.SURROGATE;
  }
}
