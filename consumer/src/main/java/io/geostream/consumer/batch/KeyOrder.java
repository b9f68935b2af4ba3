package io.geostream.consumer.batch;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import java.util.Arrays;
import java.util.List;

/**
 * Brings rows into the order of their keys and leaves out all but one of each key. Keys are
 * compared byte by byte, column by column, without what an index may not look at: the scale of a
 * numeric, the sign of a zero, blanks at the end of a text, all of a jsonb. Rows whose keys differ
 * in nothing else are in the order in which they came; only the database knows if they are one.
 * Safe to use from any thread.
 */
public final class KeyOrder {

  private final ColumnType[] columns;
  private final int[] key;
  private final boolean lastWins;

  /**
   * @param columns those of a row
   * @param key the names of the key's columns, none of which is ever NULL
   * @param lastWins whether the last row of a key counts; else the first
   */
  public KeyOrder(List<Column> columns, List<String> key, boolean lastWins) {
    List<String> names = columns.stream().map(Column::name).toList();
    this.columns = columns.stream().map(Column::type).toArray(ColumnType[]::new);
    this.key = key.stream().mapToInt(names::indexOf).toArray();
    this.lastWins = lastWins;
  }

  /** The numbers of the rows of a range, {@code to} not included, in order, each key once. */
  public int[] of(CopyRows rows, int from, int to) {
    RowKeys keys = new RowKeys(rows, from, to, columns, key);
    int[] sorted = new int[to - from];
    Arrays.setAll(sorted, row -> row);
    MergeSort.sort(sorted, keys::compare); // stable
    int kept = 0;
    for (int place = 0; place < sorted.length; place++) {
      boolean repeats = kept > 0 && keys.areSame(sorted[kept - 1] - from, sorted[place]);
      if (!repeats) {
        sorted[kept++] = sorted[place] + from;
      } else if (lastWins) {
        sorted[kept - 1] = sorted[place] + from;
      }
    }
    return Arrays.copyOf(sorted, kept);
  }
}
