package io.geostream.e2e.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is in the topic: readings of the numbers from 0 on, and bad records, all acknowledged.
 *
 * @param start the time of reading 0
 * @param apart from each reading's time to the next one's
 */
record KnownSet(long readings, Instant start, Duration apart, List<Sent> badRecords) {

  KnownSet {
    badRecords = List.copyOf(badRecords);
  }

  /** The same readings with other bad records. */
  KnownSet with(List<Sent> others) {
    return new KnownSet(readings, start, apart, others);
  }

  /**
   * A bad record and where it is.
   *
   * @param timestamp of the record in Kafka, in milliseconds since 1970
   */
  record Sent(BadRecord record, int partition, long offset, long timestamp) {}
}
