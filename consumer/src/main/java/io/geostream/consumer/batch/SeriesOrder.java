package io.geostream.consumer.batch;

import java.util.Arrays;

/**
 * Brings rows into the order in which the database keeps them: by key, the newest first. Each row
 * of a key then goes to the same page of the index on the key and the time, and direct compress
 * finds its input sorted.
 *
 * <p>It is a favour to the database and no promise. Keys are ordered by their bytes, which is their
 * order there with the collation C and mostly with others; the rows of one are taken in reverse,
 * which is newest first if they came in order. Uses its buffers again: one a thread, and what it
 * gives is good until the next.
 */
public final class SeriesOrder {

  /** Fewer rows are written quickly in any order. */
  static final int WORTH_IT = 500;

  /** With fewer rows of a key there is little to gain, and many keys to sort. */
  private static final int ROWS_OF_A_KEY = 2;

  private static final int EMPTY = -1;

  private final CopyRows ordered = new CopyRows(WORTH_IT);
  private int[] table = {};
  private int[] keyOf = {};
  private int[] firstRow = {};
  private int[] next = {};
  private int[] sequence = {};
  private int keys;

  /**
   * The same rows in order, or the rows themselves if there is no gain in that.
   *
   * @param rows left as they are
   */
  public CopyRows of(CopyRows rows) {
    if (rows.count() < WORTH_IT) {
      return rows;
    }
    reserve(rows.count());
    if (!findKeys(rows)) {
      return rows;
    }
    sequence(rows);
    ordered.clear();
    for (int place = 0; place < rows.count(); place++) {
      ordered.addRange(rows, sequence[place], sequence[place] + 1);
    }
    return ordered;
  }

  private void reserve(int rows) {
    if (keyOf.length < rows) {
      keyOf = new int[rows];
      firstRow = new int[rows / ROWS_OF_A_KEY];
      next = new int[rows / ROWS_OF_A_KEY];
      sequence = new int[rows];
      table = new int[Integer.highestOneBit(rows) * 2];
    }
  }

  /** Numbers the keys as they come; false if there are too many. */
  private boolean findKeys(CopyRows rows) {
    int most = rows.count() / ROWS_OF_A_KEY;
    Arrays.fill(table, EMPTY);
    keys = 0;
    for (int row = 0; row < rows.count(); row++) {
      int slot = (int) (rows.keyHash(row, 0) >>> Integer.SIZE) & (table.length - 1);
      while (table[slot] != EMPTY && rows.compareKeys(firstRow[table[slot]], row) != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      if (table[slot] == EMPTY) {
        if (keys == most) {
          return false;
        }
        firstRow[keys] = row;
        table[slot] = keys++;
      }
      keyOf[row] = table[slot];
    }
    return true;
  }

  /** Counts the rows of each key, and then gives each row its place. */
  private void sequence(CopyRows rows) {
    Arrays.fill(next, 0, keys, 0);
    for (int row = 0; row < rows.count(); row++) {
      next[keyOf[row]]++;
    }
    int end = 0;
    for (int key : sortedKeys(rows)) {
      end += next[key];
      next[key] = end;
    }
    for (int row = 0; row < rows.count(); row++) {
      sequence[--next[keyOf[row]]] = row;
    }
  }

  private int[] sortedKeys(CopyRows rows) {
    int[] sorted = new int[keys];
    Arrays.setAll(sorted, key -> key);
    MergeSort.sort(sorted, (one, other) -> rows.compareKeys(firstRow[one], firstRow[other]));
    return sorted;
  }
}
