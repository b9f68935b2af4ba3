package io.geostream.consumer.worker;

import java.util.Arrays;

/** How often each of some numbers was counted. */
final class Counts {

  private int[] counts = new int[64];

  int of(int number) {
    return number < counts.length ? counts[number] : 0;
  }

  /** Adds to a number's count; gives the new one. */
  int add(int number, int more) {
    if (number >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(number + 1, counts.length * 2));
    }
    counts[number] += more;
    return counts[number];
  }
}
