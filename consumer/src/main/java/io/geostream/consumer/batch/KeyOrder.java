package io.geostream.consumer.batch;

import java.util.Arrays;

/**
 * Brings rows into the order of their keys and leaves out all but one of each key. Keys are
 * compared byte by byte, column by column. Safe to use from any thread.
 */
public final class KeyOrder {

  private final int[] columns;
  private final boolean lastWins;

  /**
   * @param columns the numbers of the key's columns in a row, none of which is ever NULL
   * @param lastWins whether the last row of a key counts; else the first
   */
  public KeyOrder(int[] columns, boolean lastWins) {
    this.columns = columns.clone();
    this.lastWins = lastWins;
  }

  /** The numbers of the rows of a range, {@code to} not included, in order, each key once. */
  public int[] of(CopyRows rows, int from, int to) {
    RowKeys keys = new RowKeys(rows, from, to, columns);
    int[] sorted = new int[to - from];
    Arrays.setAll(sorted, row -> row);
    MergeSort.sort(sorted, keys::compare); // stable
    int kept = 0;
    for (int place = 0; place < sorted.length; place++) {
      boolean repeats = kept > 0 && keys.compare(sorted[kept - 1] - from, sorted[place]) == 0;
      if (!repeats) {
        sorted[kept++] = sorted[place] + from;
      } else if (lastWins) {
        sorted[kept - 1] = sorted[place] + from;
      }
    }
    return Arrays.copyOf(sorted, kept);
  }
}
