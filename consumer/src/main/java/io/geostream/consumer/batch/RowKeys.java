package io.geostream.consumer.batch;

import io.geostream.common.mapping.ColumnType;
import java.util.Arrays;

/**
 * Where the keys of a range of rows lie, and how they compare: so that values which an index may
 * take for equal are equal. Good until the rows change.
 */
final class RowKeys {

  /** A numeric is the count of its digits, weight, sign, scale, digits. */
  private static final int SCALE_AT = 3 * Short.BYTES;

  private static final int DIGITS_AT = SCALE_AT + Short.BYTES;

  private final byte[] bytes;
  private final int parts;

  // Of each row's key, one part after the other: the bytes that count, and what is left out.
  private final int[] starts;
  private final int[] ends;
  private final int[] rests;
  private int filled;

  /**
   * Finds them.
   *
   * @param to not included
   * @param columns the types of a row's columns
   * @param key the numbers of the key's columns in a row, none of which is NULL
   */
  RowKeys(CopyRows rows, int from, int to, ColumnType[] columns, int[] key) {
    this.bytes = rows.bytes();
    this.parts =
        Arrays.stream(key).map(column -> columns[column] == ColumnType.NUMERIC ? 2 : 1).sum();
    this.starts = new int[(to - from) * parts];
    this.ends = new int[starts.length];
    this.rests = new int[starts.length];
    int[] fields = new int[Arrays.stream(key).max().orElseThrow() + 2];
    for (int row = from; row < to; row++) {
      fields[0] = rows.firstField(row);
      for (int column = 1; column < fields.length; column++) {
        fields[column] = rows.nextField(fields[column - 1]);
      }
      for (int column : key) {
        add(columns[column], fields[column] + Integer.BYTES, fields[column + 1], row);
      }
    }
  }

  private void add(ColumnType type, int start, int end, int row) {
    switch (type) {
      case NUMERIC -> { // 1.0 and 1.00 differ in the scale alone
        add(start, start + SCALE_AT, 0);
        add(start + DIGITS_AT, end, 0);
      }
      case DOUBLE_PRECISION, REAL -> add(start, isZero(start, end) ? start : end, 0); // also -0.0
      case TEXT -> { // may be a char(n) or a varchar(n)
        int blanks = blanks(start, end);
        add(start, end - blanks, blanks);
      }
      case JSONB -> add(start, start, row); // in any order, with any blanks
      default -> add(start, end, 0);
    }
  }

  private void add(int start, int end, int rest) {
    starts[filled] = start;
    ends[filled] = end;
    rests[filled++] = rest;
  }

  private boolean isZero(int start, int end) {
    int bits = bytes[start] & Byte.MAX_VALUE; // without the sign
    for (int at = start + 1; at < end; at++) {
      bits |= bytes[at];
    }
    return bits == 0;
  }

  private int blanks(int start, int end) {
    int last = end;
    while (last > start && bytes[last - 1] == ' ') {
      last--;
    }
    return end - last;
  }

  /** Compares the keys of two rows, counted from the first of the range. */
  int compare(int one, int other) {
    int left = one * parts;
    int right = other * parts;
    int result = 0;
    for (int part = 0; result == 0 && part < parts; part++, left++, right++) {
      result =
          Arrays.compareUnsigned(
              bytes, starts[left], ends[left], bytes, starts[right], ends[right]);
    }
    return result;
  }

  /** Whether any index takes the keys of two rows for equal, and not only some. */
  boolean areSame(int one, int other) {
    int left = one * parts;
    int right = other * parts;
    return compare(one, other) == 0
        && Arrays.equals(rests, left, left + parts, rests, right, right + parts);
  }
}
