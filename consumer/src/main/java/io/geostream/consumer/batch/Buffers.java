package io.geostream.consumer.batch;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The messages of a batch: their rows, encoded for COPY, and their records. Can be used again. */
final class Buffers {

  private static final int MODEST_BYTES = 1 << 20;

  private final CopyRows rows;
  private final RecordLog sources;

  /** By message, the number of the row after its last one. */
  private int[] ends;

  Buffers(int expectedMessages) {
    rows = new CopyRows(expectedMessages);
    sources = new RecordLog(expectedMessages);
    ends = new int[Math.max(1, expectedMessages)];
  }

  /** In the order of their messages. */
  CopyRows rows() {
    return rows;
  }

  /** By message. */
  RecordLog sources() {
    return sources;
  }

  int messages() {
    return sources.count();
  }

  /** A message's first row; for {@code messages()}, the number of rows. */
  int firstRow(int message) {
    return message == 0 ? 0 : ends[message - 1];
  }

  /** The rows added since the last message are those of this one. */
  void endMessage(ConsumerRecord<byte[], byte[]> source) {
    reserve(1);
    ends[messages()] = rows.count();
    sources.add(source);
  }

  /** Adds a range of another's messages after these. */
  void addRange(Buffers other, int from, int to) {
    reserve(to - from);
    int shift = rows.count() - other.firstRow(from);
    int next = messages();
    for (int message = from; message < to; message++) {
      ends[next++] = other.ends[message] + shift;
    }
    rows.addRange(other.rows, other.firstRow(from), other.firstRow(to));
    sources.addRange(other.sources, from, to);
  }

  void clear() {
    rows.clear();
    sources.clear();
  }

  boolean areMuchTooLarge() {
    return isMuchTooLarge(sources.capacity(), sources.size())
        || isMuchTooLarge(rows.bytes().length, rowBytes());
  }

  private static boolean isMuchTooLarge(int capacity, int size) {
    return capacity > MODEST_BYTES && capacity / 8 > size;
  }

  /** How many bytes the rows take. */
  int rowBytes() {
    return rows.startOf(rows.count());
  }

  private void reserve(int more) {
    if (ends.length - messages() < more) {
      ends = Arrays.copyOf(ends, Math.max(ends.length * 2, messages() + more));
    }
  }
}
