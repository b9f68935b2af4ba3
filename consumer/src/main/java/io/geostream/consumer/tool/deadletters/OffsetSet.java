package io.geostream.consumer.tool.deadletters;

/**
 * Offsets of one log, in a hash table with open addressing: a set of boxed numbers would need some
 * five times as much memory.
 */
final class OffsetSet {

  private static final int SMALLEST = 16;
  private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

  /** Each offset and one more: 0 is a free place. */
  private long[] places = new long[SMALLEST];

  private int size;

  /**
   * Adds an offset.
   *
   * @param offset from 0 to {@code Long.MAX_VALUE - 1}, which is more than a log has
   * @return whether it was not there yet
   */
  boolean add(long offset) {
    int place = find(places, offset + 1);
    if (places[place] != 0) {
      return false;
    }
    places[place] = offset + 1;
    size++;
    if (size * 3L > places.length * 2L) {
      grow();
    }
    return true;
  }

  boolean contains(long offset) {
    return places[find(places, offset + 1)] != 0;
  }

  /** The place where the entry is, or else the free one where it belongs. */
  private static int find(long[] places, long entry) {
    int mask = places.length - 1;
    int place = (int) ((entry * GOLDEN_RATIO) >>> 32) & mask;
    while (places[place] != 0 && places[place] != entry) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(places.length, 2)];
    for (long entry : places) {
      if (entry != 0) {
        larger[find(larger, entry)] = entry;
      }
    }
    places = larger;
  }
}
