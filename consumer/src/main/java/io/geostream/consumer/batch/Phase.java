package io.geostream.consumer.batch;

/** What the time of a batch is spent on. What is left of it is waiting. */
public enum Phase {
  /** Its records are decoded and checked, by the poll thread. */
  DECODE,
  /** Its bad records are sent to the dead-letter topic and acknowledged. */
  DEAD_LETTERS,
  /** Its rows go to the database, a connection's wait included. */
  COPY,
  /** The offsets are compared and advanced. */
  OFFSETS,
  /** The database commits. */
  COMMIT
}
