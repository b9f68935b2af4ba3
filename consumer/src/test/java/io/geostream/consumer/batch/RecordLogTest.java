package io.geostream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A record that becomes a dead letter late must be the one that came. */
final class RecordLogTest {

  private static final byte @Nullable [] NONE = null;

  private static final List<ConsumerRecord<byte[], byte[]>> RECORDS =
      List.of(
          record(0, 7, bytes("key"), bytes("value"), new RecordHeaders()),
          record(3, 1L << 40, NONE, bytes(""), new RecordHeaders().add("trace", bytes("\u00fc"))),
          record(
              0,
              8,
              bytes(""),
              new byte[5_000],
              new RecordHeaders().add("a", NONE).add("a", bytes("")).add("\u00e9", bytes("2"))),
          new ConsumerRecord<>("readings", 1, 9, bytes("k"), bytes("without time or epoch")));

  @Test
  void givesBackEachRecordAsItCame() {
    RecordLog log = new RecordLog(1);
    RECORDS.forEach(log::add);
    assertHolds(log, RECORDS);
  }

  @Test
  void givesBackARangeOfAnother() {
    RecordLog all = new RecordLog(10);
    RECORDS.forEach(all::add);
    RecordLog some = new RecordLog(0);
    some.addRange(all, 1, 3);
    some.addRange(all, 3, 4);
    assertHolds(some, RECORDS.subList(1, 4));
  }

  @Test
  void keepsNothingOfBeforeWhenReused() {
    RecordLog log = new RecordLog(1);
    RECORDS.forEach(log::add);
    log.clear();
    assertThat(log.size()).isZero();
    log.add(RECORDS.get(2));
    assertHolds(log, RECORDS.subList(2, 3));
  }

  private static void assertHolds(RecordLog log, List<ConsumerRecord<byte[], byte[]>> records) {
    assertThat(log.count()).isEqualTo(records.size());
    for (int i = 0; i < records.size(); i++) {
      assertThat(log.get(i))
          .usingRecursiveComparison()
          .ignoringFields("headers.isReadOnly", "serializedKeySize", "serializedValueSize")
          .isEqualTo(records.get(i));
      assertThat(log.timestamp(i)).isEqualTo(records.get(i).timestamp());
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, byte @Nullable [] key, byte[] value, Headers headers) {
    return new ConsumerRecord<>(
        "readings",
        partition,
        offset,
        Records.TIME / 1_000,
        TimestampType.LOG_APPEND_TIME,
        key == null ? ConsumerRecord.NULL_SIZE : key.length,
        value.length,
        key,
        value,
        headers,
        Optional.of(5));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
