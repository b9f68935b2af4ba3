package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.write.RowWriter;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The rows and offsets that are written, as a writer needs them. Each method is one transaction;
 * after an {@link SQLException} it may be that only the answer was lost.
 */
interface Store {

  /**
   * Loads the stored offsets of partitions; one without an offset gets one first.
   *
   * @throws io.geostream.consumer.offsets.LogMismatchException if the log does not match an offset
   * @throws org.apache.kafka.common.KafkaException what the brokers report
   */
  SortedMap<Integer, StoredOffset> load(Set<Integer> partitions) throws SQLException;

  /**
   * Whether the stored offsets are the known ones.
   *
   * @throws io.geostream.consumer.offsets.MissingOffsetException if a row is missing that must
   *     exist
   */
  boolean holds(SortedMap<Integer, Long> known, boolean rowsMustExist) throws SQLException;

  /**
   * Writes a batch's rows and advances its offsets, if these are still where the batch begins.
   *
   * @param plain whether to write in the same way as {@link #findRefused}
   * @return which way the rows went; empty if the batch is fenced
   */
  Optional<RowWriter.Mode> write(Batch batch, boolean plain) throws SQLException;

  /**
   * Finds the messages of a batch that are refused; writes nothing.
   *
   * @return by the message's number, the reason; empty if the batch is fenced
   */
  Optional<SortedMap<Integer, BadRecord>> findRefused(Batch batch) throws SQLException;
}
