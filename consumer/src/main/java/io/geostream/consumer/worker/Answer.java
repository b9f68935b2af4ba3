package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.write.RowWriter;
import java.util.SortedMap;

/** The result of a {@link Command}. */
sealed interface Answer {

  /** There is nothing to report: the writer starts, a pause is over, or no work came in time. */
  record Ready() implements Answer {}

  /** Work was taken. */
  record Taken(Work work) implements Answer {}

  /** The stored offsets of the partitions asked for. */
  record Loaded(SortedMap<Integer, StoredOffset> offsets) implements Answer {}

  /** Whether the stored offsets are the known ones. */
  record Compared(boolean same) implements Answer {}

  /** The messages that the database refuses, by number, each with the reason. */
  record Searched(SortedMap<Integer, BadRecord> refused) implements Answer {}

  /** All letters are acknowledged. */
  record Sent() implements Answer {}

  /** Rows and offsets are committed; the rows went this way. */
  record Written(RowWriter.Mode mode) implements Answer {}

  /** The offsets have moved; nothing was changed. */
  record Fenced() implements Answer {}

  /** An {@link java.sql.SQLException} or a Kafka fault. It may be that only the answer was lost. */
  record Failed(Exception fault) implements Answer {}
}
