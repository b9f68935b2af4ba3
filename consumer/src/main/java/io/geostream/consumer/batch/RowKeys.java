package io.geostream.consumer.batch;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Where the keys of a range of rows lie. Good until the rows change. */
final class RowKeys {

  private final byte[] bytes;
  private final int columns;

  // Of each row's key columns, one after the other.
  private final int[] starts;
  private final int[] ends;

  /**
   * Finds them.
   *
   * @param to not included
   * @param columns the numbers of the key's columns in a row, none of which is NULL
   */
  RowKeys(CopyRows rows, int from, int to, int[] columns) {
    this.bytes = rows.bytes();
    this.columns = columns.length;
    this.starts = new int[(to - from) * columns.length];
    this.ends = new int[starts.length];
    ByteBuffer source = ByteBuffer.wrap(bytes);
    int[] fields = new int[Arrays.stream(columns).max().orElseThrow() + 2];
    int key = 0;
    for (int row = from; row < to; row++) {
      fields[0] = rows.startOf(row) + Short.BYTES; // after the number of fields
      for (int column = 1; column < fields.length; column++) {
        int before = fields[column - 1];
        fields[column] = before + Integer.BYTES + Math.max(0, source.getInt(before));
      }
      for (int column : columns) {
        starts[key] = fields[column] + Integer.BYTES;
        ends[key++] = fields[column + 1];
      }
    }
  }

  /** Compares the keys of two rows, counted from the first of the range. */
  int compare(int one, int other) {
    int left = one * columns;
    int right = other * columns;
    int result = 0;
    for (int part = 0; result == 0 && part < columns; part++, left++, right++) {
      result =
          Arrays.compareUnsigned(
              bytes, starts[left], ends[left], bytes, starts[right], ends[right]);
    }
    return result;
  }
}
