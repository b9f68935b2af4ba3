package io.geostream.consumer.batch;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** How many bytes a record or parts of it take. */
public final class RecordBytes {

  /** The lengths and the objects that stand for a header, roughly. */
  private static final int BESIDE = 16;

  private RecordBytes() {}

  /** A record: its key, its value and its headers. */
  public static long of(ConsumerRecord<?, ?> record) {
    return Math.max(0, record.serializedKeySize())
        + Math.max(0, record.serializedValueSize())
        + of(record.headers());
  }

  /** A record's headers. */
  public static long of(Headers headers) {
    long bytes = 0;
    for (Header header : headers.toArray()) { // an iterator would be one more object a record
      bytes += of(header);
    }
    return bytes;
  }

  /** A header, at most; its name may have up to three bytes a character. */
  public static long of(Header header) {
    return BESIDE
        + 3L * header.key().length()
        + (header.value() == null ? 0 : header.value().length);
  }
}
