package io.geostream.consumer.batch;

/**
 * Whether many rows of a batch are of one key and one chunk. A columnstore whose segment-by is the
 * key keeps such rows together, so what it costs to write there straight is a matter of how many of
 * them there are: docs/adr/0090-write-modes.md.
 */
public final class RowDensity {

  /** On average so many rows of a key and chunk make the columnstore the cheaper way. */
  static final int ROWS_OF_A_GROUP = 10;

  /** With fewer, what each batch costs beside its rows is more than they save. */
  static final int FEWEST_ROWS = 1_000;

  private RowDensity() {}

  /**
   * Whether a range of rows, {@code to} not included, is dense. An estimate: near the border it may
   * be wrong by a few percent. Takes a few nanoseconds a row.
   *
   * @see <a href="https://doi.org/10.1145/78922.78925">Whang et al., A Linear-Time Probabilistic
   *     Counting Algorithm for Database Applications</a>
   */
  public static boolean isDense(CopyRows rows, int from, int to, ChunkWidth width) {
    int count = to - from;
    if (count < FEWEST_ROWS) {
      return false;
    }
    // One bit for each group; at the border at most a tenth of the bits are set.
    int bits = Integer.highestOneBit(count - 1) << 1;
    int shift = Long.SIZE - Integer.numberOfTrailingZeros(bits);
    long[] seen = new long[bits >>> 6]; // 4 KiB for 20,000 rows: cheaper than sharing one
    int free = mostBitsSet(count, bits);
    for (int row = from; row < to; row++) {
      long chunk = width.chunkOf(rows.epochMicros(row));
      int bit = (int) (rows.keyHash(row, chunk) >>> shift);
      long mask = 1L << bit;
      if ((seen[bit >>> 6] & mask) == 0) {
        if (free-- == 0) {
          return false;
        }
        seen[bit >>> 6] |= mask;
      }
    }
    return true;
  }

  /** How many bits the most groups set that dense rows may have: some share one. */
  private static int mostBitsSet(int rows, int bits) {
    double groups = (double) rows / ROWS_OF_A_GROUP;
    return (int) Math.round(-bits * Math.expm1(-groups / bits));
  }
}
