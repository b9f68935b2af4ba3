package io.geostream.consumer.batch;

/**
 * How large a batch may become; the message that reaches a limit is still in it, whole.
 *
 * @param rows the most rows
 * @param bytes the most bytes of its encoded rows, and the most of keys, values and headers of its
 *     records, which are kept until they are written
 * @param chunks the most chunks of the hypertable that one transaction may touch: each costs a
 *     lock, and an old backlog spread over thousands of them would exhaust the lock table
 * @param width of those chunks
 */
public record BatchLimits(int rows, int bytes, int chunks, ChunkWidth width) {

  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_CHUNKS = 50;

  /** The limits for a number of rows in a table whose chunks have a width. */
  public static BatchLimits of(int rows, ChunkWidth width) {
    return new BatchLimits(rows, MAX_BYTES, MAX_CHUNKS, width);
  }
}
