package io.geostream.consumer.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A hash of bytes, taken eight at a time. */
final class KeyHash {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long MIX = 0x9E37_79B9_7F4A_7C15L; // 2^64 divided by the golden ratio, odd

  private KeyHash() {}

  /**
   * Hashes bytes and a number.
   *
   * @param bytes with eight more, of any value, after those to be hashed
   */
  static long of(byte[] bytes, int from, int length, long and) {
    int at = from;
    int left = length;
    long hash = and * MIX;
    for (; left > Long.BYTES; left -= Long.BYTES, at += Long.BYTES) {
      hash = mix(hash ^ (long) LONG.get(bytes, at));
    }
    // The last eight bytes or fewer; what comes after them and is read too goes.
    return left == 0
        ? mix(hash)
        : mix(hash ^ ((long) LONG.get(bytes, at) >>> (Long.SIZE - left * Byte.SIZE)));
  }

  private static long mix(long hash) {
    long product = hash * MIX;
    return (product ^ product >>> 32) * MIX;
  }
}
