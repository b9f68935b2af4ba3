package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.reading.ReadingFields;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes rows of records. Keeps the state of the record in hand: one decoder a thread. */
interface MessageDecoder {

  /**
   * Reads a record into {@link #rows()}.
   *
   * @return what is wrong with it, or null; what the rows hold means nothing then
   */
  @Nullable BadRecord decode(ConsumerRecord<byte[], byte[]> record);

  /** The rows of the last record, in its order; good until the next. */
  ReadingFields[] rows();
}
