package io.geostream.consumer.tool.offsets;

/**
 * What the log of a partition holds.
 *
 * @param begin the offset of the first record that is still there
 * @param readable the offset up to which a consumer of committed transactions can read
 * @param end the offset after the last record, those of open transactions included
 */
record LogRange(long begin, long readable, long end) {

  /** Whether a consumer could go on there. */
  boolean holds(long offset) {
    return begin <= offset && offset <= end;
  }

  /** The nearest offset at which a consumer could go on. */
  long nearest(long offset) {
    return Math.min(Math.max(offset, begin), end);
  }

  /** As people write a range, such as {@code 0…500}. */
  @Override
  public String toString() {
    return begin + "…" + end;
  }
}
