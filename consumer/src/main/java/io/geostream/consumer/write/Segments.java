package io.geostream.consumer.write;

import io.geostream.consumer.batch.CopyRows;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Into how many pieces the columnstore cuts rows: one for each station and chunk, as it keeps the
 * rows of a station together ({@code segmentby location_id}).
 *
 * <p>They are counted by linear counting: each station and hour sets one bit of many by its hash,
 * and the share of bits that stay clear tells how many there are, within a few percent up to some
 * hundred thousand.
 *
 * @see <a href="https://doi.org/10.1145/78922.78925">Whang, Vander-Zanden, Taylor: A linear-time
 *     probabilistic counting algorithm for database applications</a>
 */
final class Segments {

  private static final int BITS = 1 << 17;
  private static final long CHUNK_MICROS = 3_600_000_000L;

  /** In each row: the number of fields, the time with its length, the location's length. */
  private static final int LOCATION_LENGTH_AT = Short.BYTES + Integer.BYTES + Long.BYTES;

  private static final VarHandle BIG_ENDIAN_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Segments() {}

  /** About how many pieces the rows make; at least 1. */
  static int estimate(CopyRows rows) {
    long[] seen = new long[BITS / Long.SIZE];
    int set = 0;
    for (int row = 0; row < rows.count(); row++) {
      int bit = hash(rows, row) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(BITS));
      long mask = 1L << bit;
      if ((seen[bit / Long.SIZE] & mask) == 0) {
        seen[bit / Long.SIZE] |= mask;
        set++;
      }
    }
    int clear = Math.max(1, BITS - set);
    return Math.max(1, (int) Math.round(BITS * Math.log((double) BITS / clear)));
  }

  /** FNV-1a of the location's bytes and the hour, its bits then spread to the upper ones. */
  private static int hash(CopyRows rows, int row) {
    byte[] bytes = rows.bytes();
    int at = rows.startOf(row) + LOCATION_LENGTH_AT;
    int length = (int) BIG_ENDIAN_INT.get(bytes, at);
    int hash = 0x811c9dc5 ^ Long.hashCode(Math.floorDiv(rows.epochMicros(row), CHUNK_MICROS));
    for (int i = at + Integer.BYTES; i < at + Integer.BYTES + length; i++) {
      hash = (hash ^ bytes[i]) * 0x01000193;
    }
    hash = (hash ^ hash >>> 16) * 0x7feb352d;
    return (hash ^ hash >>> 15) * 0x846ca68b;
  }
}
