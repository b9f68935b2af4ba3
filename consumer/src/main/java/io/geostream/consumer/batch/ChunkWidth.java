package io.geostream.consumer.batch;

/**
 * How much time a chunk of the table spans. Chunks are taken to begin at whole multiples of it
 * since 1970, which is close enough for limits and estimates.
 *
 * @param micros in microseconds, at least 1
 */
public record ChunkWidth(long micros) {

  /** Of the hypertable as it ships; it serves for a plain table as well. */
  public static final ChunkWidth HOUR = new ChunkWidth(3_600_000_000L);

  /** Refuses what is no span of time. */
  public ChunkWidth {
    if (micros < 1) {
      throw new IllegalArgumentException("a chunk of " + micros + " µs");
    }
  }

  /**
   * The number of the chunk that a time is in, counted from 1970.
   *
   * @param epochMicros in microseconds since 1970
   */
  public long chunkOf(long epochMicros) {
    return Math.floorDiv(epochMicros, micros);
  }
}
