package io.geostream.consumer.kafka;

import org.apache.kafka.common.header.Header;

/** How many bytes parts of a record take. */
final class RecordBytes {

  /** The lengths and the objects that stand for a header, roughly. */
  private static final int BESIDE = 16;

  private RecordBytes() {}

  /** A header, at most; its name may have up to three bytes a character. */
  static long of(Header header) {
    return BESIDE
        + 3L * header.key().length()
        + (header.value() == null ? 0 : header.value().length);
  }
}
