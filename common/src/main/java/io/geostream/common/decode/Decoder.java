package io.geostream.common.decode;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes records into rows. Not thread-safe: keeps the state of the current record. */
public interface Decoder {

  /**
   * Reads a record into {@link #rows()}.
   *
   * @return the fault, or null; after a fault the rows are undefined
   */
  @Nullable BadRecord decode(ConsumerRecord<byte[], byte[]> record);

  /** The rows of the last record, in its order: the same object each time. */
  DecodedRows rows();

  /**
   * Where a value comes from, for a person: {@code readings/3/ts}, or {@code $timestamp}.
   *
   * @param column its place in the row
   * @param row which of the message
   */
  String place(int column, int row);
}
