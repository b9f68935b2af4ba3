package io.geostream.consumer.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Records of one topic, kept as bytes in one buffer: what rows came from, in case the database
 * refuses them. So the objects that Kafka's client makes, ten a record, can go at once. Tens of
 * thousands of them, kept until their rows are written, would keep the garbage collector busy.
 * Grows as needed and can be used again.
 */
public final class RecordLog {

  private static final int ABSENT = -1;
  private static final int USUAL_RECORD_BYTES = 320;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private String topic = "";
  private byte[] bytes;
  private int length;
  private int[] starts;
  private int[] partitions;
  private int[] epochs;
  private long[] offsets;
  private long[] timestamps;
  private int count;
  private int readAt;

  /** An empty one with room for some records. */
  RecordLog(int expectedRecords) {
    int records = Math.max(1, expectedRecords);
    bytes = new byte[records * USUAL_RECORD_BYTES];
    starts = new int[records + 1];
    partitions = new int[records];
    epochs = new int[records];
    offsets = new long[records];
    timestamps = new long[records];
  }

  public int count() {
    return count;
  }

  /** The bytes that the records' keys, values and headers take, with what separates them. */
  int size() {
    return length;
  }

  /**
   * A record's timestamp, in milliseconds since 1970; {@link ConsumerRecord#NO_TIMESTAMP} if none.
   */
  public long timestamp(int record) {
    return timestamps[record];
  }

  /** How many bytes it has room for without growing. */
  int capacity() {
    return bytes.length;
  }

  int partition(int record) {
    return partitions[record];
  }

  long offset(int record) {
    return offsets[record];
  }

  Optional<Integer> leaderEpoch(int record) {
    return epochs[record] == ABSENT ? Optional.empty() : Optional.of(epochs[record]);
  }

  void clear() {
    count = 0;
    length = 0;
  }

  /** Adds a record after the others. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    begin(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.leaderEpoch().orElse(ABSENT));
    reserve(1);
    bytes[length++] = (byte) record.timestampType().id;
    put(record.key());
    put(record.value());
    for (Header header : record.headers()) {
      put(header.key().getBytes(StandardCharsets.UTF_8));
      put(header.value());
    }
    starts[count] = length;
  }

  /** Adds a range of another's records after these. */
  void addRange(RecordLog other, int from, int to) {
    for (int record = from; record < to; record++) {
      begin(
          other.topic,
          other.partitions[record],
          other.offsets[record],
          other.timestamps[record],
          other.epochs[record]);
      int size = other.starts[record + 1] - other.starts[record];
      reserve(size);
      System.arraycopy(other.bytes, other.starts[record], bytes, length, size);
      length += size;
      starts[count] = length;
    }
  }

  /** A record as it was added. */
  ConsumerRecord<byte[], byte[]> get(int record) {
    readAt = starts[record];
    TimestampType type = type(bytes[readAt++]);
    byte[] key = read();
    byte[] value = read();
    return new ConsumerRecord<>(
        topic,
        partitions[record],
        offsets[record],
        timestamps[record],
        type,
        sizeOf(key),
        sizeOf(value),
        key,
        value,
        headersUpTo(starts[record + 1]),
        leaderEpoch(record));
  }

  private Headers headersUpTo(int end) {
    Headers headers = new RecordHeaders();
    while (readAt < end) {
      byte[] key = read();
      headers.add(new String(key, StandardCharsets.UTF_8), read());
    }
    return headers;
  }

  private static TimestampType type(int id) {
    return switch (id) {
      case 0 -> TimestampType.CREATE_TIME;
      case 1 -> TimestampType.LOG_APPEND_TIME;
      default -> TimestampType.NO_TIMESTAMP_TYPE;
    };
  }

  private static int sizeOf(byte @Nullable [] part) {
    return part == null ? ConsumerRecord.NULL_SIZE : part.length;
  }

  private void begin(String itsTopic, int partition, long offset, long timestamp, int epoch) {
    topic = itsTopic;
    if (count == partitions.length) {
      grow();
    }
    partitions[count] = partition;
    offsets[count] = offset;
    timestamps[count] = timestamp;
    epochs[count] = epoch;
    count++;
  }

  private void grow() {
    int records = count * 2;
    starts = Arrays.copyOf(starts, records + 1);
    partitions = Arrays.copyOf(partitions, records);
    epochs = Arrays.copyOf(epochs, records);
    offsets = Arrays.copyOf(offsets, records);
    timestamps = Arrays.copyOf(timestamps, records);
  }

  private void put(byte @Nullable [] part) {
    if (part == null) {
      reserve(Integer.BYTES);
      INT.set(bytes, length, ABSENT);
      length += Integer.BYTES;
      return;
    }
    reserve(Integer.BYTES + part.length);
    INT.set(bytes, length, part.length);
    System.arraycopy(part, 0, bytes, length + Integer.BYTES, part.length);
    length += Integer.BYTES + part.length;
  }

  private byte @Nullable [] read() {
    int size = (int) INT.get(bytes, readAt);
    readAt += Integer.BYTES;
    if (size == ABSENT) {
      return null;
    }
    byte[] part = Arrays.copyOfRange(bytes, readAt, readAt + size);
    readAt += size;
    return part;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length + bytes.length / 2, length + more));
    }
  }
}
