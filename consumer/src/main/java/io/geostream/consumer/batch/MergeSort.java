package io.geostream.consumer.batch;

import java.util.function.IntBinaryOperator;

/**
 * Sorts numbers by a comparison. The JDK does that for objects only, and its sort was what the
 * compiler was busiest with: over eight million rows it compiled parts of it 29 times, each time
 * for another kind of array than the one that came next.
 */
final class MergeSort {

  private MergeSort() {}

  /**
   * Sorts in ascending order; the sort is stable.
   *
   * @param order compares two of the numbers, as a {@link java.util.Comparator} does
   */
  static void sort(int[] numbers, IntBinaryOperator order) {
    sort(numbers, numbers.clone(), 0, numbers.length, order);
  }

  /**
   * Sorts a range.
   *
   * @param copy of the same numbers, whose halves are sorted first
   */
  private static void sort(int[] into, int[] copy, int from, int to, IntBinaryOperator order) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(copy, into, from, middle, order);
    sort(copy, into, middle, to, order);
    int left = from;
    int right = middle;
    for (int place = from; place < to; place++) {
      boolean takesLeft =
          right == to || (left < middle && order.applyAsInt(copy[left], copy[right]) <= 0);
      into[place] = takesLeft ? copy[left++] : copy[right++];
    }
  }
}
