package io.geostream.consumer.batch;

import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.Reading;
import io.geostream.common.reading.ReadingFields;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records and readings for tests. */
public final class Records {

  /** 2026-01-01T00:00:00Z. */
  public static final long TIME = 1_767_225_600_000_000L;

  public static final long HOUR = 3_600_000_000L;

  private Records() {}

  /** A record without a value. */
  public static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
    return record(partition, offset, new byte[0]);
  }

  /** A record of leader epoch 7. */
  public static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] value) {
    return record(partition, offset, value, Optional.of(7));
  }

  /** A record without a value that this leader appended. */
  public static ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, Optional<Integer> leaderEpoch) {
    return record(partition, offset, new byte[0], leaderEpoch);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, byte[] value, Optional<Integer> leaderEpoch) {
    return new ConsumerRecord<>(
        "readings",
        partition,
        offset,
        TIME / 1_000,
        TimestampType.CREATE_TIME,
        0,
        value.length,
        new byte[0],
        value,
        new RecordHeaders(),
        leaderEpoch);
  }

  /** A reading at a time. */
  public static ReadingFields reading(long epochMicros) {
    return ReadingFields.of(
        Reading.at(epochMicros, "loc_1").set(NumericField.TEMPERATURE, 20).build());
  }
}
