package io.geostream.consumer.write;

import io.geostream.common.reading.Columns;
import io.geostream.consumer.batch.CopyRows;
import java.nio.ByteBuffer;
import org.postgresql.core.Oid;

/**
 * Rows turned into columns, each an array in PostgreSQL's binary format. A value is the same bytes
 * in an array as in a row of COPY, its length before it, so nothing is decoded.
 *
 * @see <a
 *     href="https://github.com/postgres/postgres/blob/master/src/backend/utils/adt/arrayfuncs.c">
 *     array_recv</a>
 */
final class ColumnArrays {

  private static final int HEADER_BYTES = 5 * Integer.BYTES;
  private static final int HAS_NULL_AT = Integer.BYTES;
  private static final int DIMENSIONS = 1;
  private static final int FIRST_INDEX = 1;
  private static final int FIRST_FIELD_AT = Short.BYTES; // after the number of fields

  private ColumnArrays() {}

  /** The arrays of a range of rows, {@code to} not included, in the order of the columns. */
  static ByteBuffer[] of(CopyRows rows, int from, int to) {
    ByteBuffer source = ByteBuffer.wrap(rows.bytes());
    ByteBuffer[] arrays = empty(sizes(source, rows, from, to), to - from);
    for (int row = from; row < to; row++) {
      int at = rows.startOf(row) + FIRST_FIELD_AT;
      for (ByteBuffer array : arrays) {
        int bytes = fieldBytes(source, at);
        if (isNull(source, at)) {
          array.putInt(HAS_NULL_AT, 1);
        }
        array.put(rows.bytes(), at, bytes);
        at += bytes;
      }
    }
    return arrays;
  }

  /** The type of a column's array. */
  static int arrayType(int column) {
    return switch (column) {
      case 0 -> Oid.TIMESTAMPTZ_ARRAY;
      case 1 -> Oid.TEXT_ARRAY;
      default -> Oid.FLOAT8_ARRAY;
    };
  }

  private static int elementType(int column) {
    return switch (column) {
      case 0 -> Oid.TIMESTAMPTZ;
      case 1 -> Oid.TEXT;
      default -> Oid.FLOAT8;
    };
  }

  private static int[] sizes(ByteBuffer source, CopyRows rows, int from, int to) {
    int[] sizes = new int[Columns.COUNT];
    for (int row = from; row < to; row++) {
      int at = rows.startOf(row) + FIRST_FIELD_AT;
      for (int column = 0; column < sizes.length; column++) {
        int bytes = fieldBytes(source, at);
        sizes[column] += bytes;
        at += bytes;
      }
    }
    return sizes;
  }

  private static ByteBuffer[] empty(int[] sizes, int count) {
    ByteBuffer[] arrays = new ByteBuffer[sizes.length];
    for (int column = 0; column < arrays.length; column++) {
      arrays[column] =
          ByteBuffer.allocate(HEADER_BYTES + sizes[column])
              .putInt(DIMENSIONS)
              .putInt(0) // no NULL so far
              .putInt(elementType(column))
              .putInt(count)
              .putInt(FIRST_INDEX);
    }
    return arrays;
  }

  /** Of a field and the length before it. */
  private static int fieldBytes(ByteBuffer source, int at) {
    return Integer.BYTES + Math.max(0, source.getInt(at));
  }

  private static boolean isNull(ByteBuffer source, int at) {
    return source.getInt(at) < 0;
  }
}
