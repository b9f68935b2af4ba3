package io.geostream.consumer.batch;

import io.geostream.common.decode.DecodedRows;
import java.util.Arrays;
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

  /** The rows of a message that has a reading at each time. */
  public static DecodedRows reading(long... epochMicros) {
    return Reading.rows(
        Arrays.stream(epochMicros)
            .mapToObj(time -> Reading.at(time, "loc_1").with("temperature", 20))
            .toList());
  }
}
