package io.geostream.consumer.offsets;

import java.util.Locale;

/** A partition's row in {@code kafka_offsets} was there when it was assigned and is gone now. */
public final class MissingOffsetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MissingOffsetException(OffsetKey key, int partition) {
    super(
        String.format(
            Locale.ROOT,
            "the row of %s-%d and group %s in kafka_offsets is gone: it was deleted, or the database lost it. Where the partition goes on is not known any more; store an offset before the consumer is started again: %s",
            key.topic(),
            partition,
            key.group(),
            ResetAdvice.in(key, partition, "OFFSET")));
  }
}
