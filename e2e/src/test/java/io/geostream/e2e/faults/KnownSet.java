package io.geostream.e2e.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is in the topic: readings, or messages of another shape, of the numbers from 0 on, and bad
 * records, all acknowledged.
 *
 * @param start the time of row 0
 * @param apart from each row's time to the next one's
 */
record KnownSet(Shape shape, long readings, Instant start, Duration apart, List<Sent> badRecords) {

  /** Of the weather's readings. */
  KnownSet(long readings, Instant start, Duration apart, List<Sent> badRecords) {
    this(Shapes.WEATHER, readings, start, apart, badRecords);
  }

  KnownSet {
    badRecords = List.copyOf(badRecords);
  }

  /** How many rows they make. */
  long rows() {
    return readings * shape.rows();
  }

  /** The same readings with other bad records. */
  KnownSet with(List<Sent> others) {
    return new KnownSet(shape, readings, start, apart, others);
  }

  /**
   * A bad record and where it is.
   *
   * @param timestamp of the record in Kafka, in milliseconds since 1970
   */
  record Sent(BadRecord record, int partition, long offset, long timestamp) {}
}
