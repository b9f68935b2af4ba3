package io.geostream.consumer.write;

import io.geostream.common.mapping.Column;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.database.TargetTable;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;

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

  private final TargetTable table;
  private final List<ArrayType> types;

  /** Arrays for the columns of a table. */
  ColumnArrays(TargetTable table) {
    this.table = table;
    this.types = table.columns().stream().map(Column::type).map(ArrayType::of).toList();
  }

  /**
   * Inserts the rows of arrays that are the statement's parameters, in the order of the columns.
   * Not from {@code unnest(?, ?)}, which first keeps each array in a table of its own.
   */
  String insert() {
    return "INSERT INTO %s (%s) SELECT %s"
        .formatted(
            table.name().sql(),
            table.columnList(),
            String.join(", ", Collections.nCopies(types.size(), "unnest(?)")));
  }

  /**
   * Sets the parameters.
   *
   * @param sequence the numbers of the rows to be inserted, in their order
   */
  void bind(PreparedStatement insert, CopyRows rows, int[] sequence) throws SQLException {
    BaseConnection server = insert.getConnection().unwrap(BaseConnection.class);
    ByteBuffer[] arrays = of(rows, sequence);
    for (int column = 0; column < arrays.length; column++) {
      insert.setArray(
          column + 1, new PgArray(server, types.get(column).array(), arrays[column].array()));
    }
  }

  private ByteBuffer[] of(CopyRows rows, int[] sequence) {
    ByteBuffer[] arrays = empty(sizes(rows, sequence), sequence.length);
    for (int row : sequence) {
      int field = rows.firstField(row);
      for (ByteBuffer array : arrays) {
        if (rows.valueLength(field) < 0) {
          array.putInt(HAS_NULL_AT, 1);
        }
        int next = rows.nextField(field);
        array.put(rows.bytes(), field, next - field);
        field = next;
      }
    }
    return arrays;
  }

  private int[] sizes(CopyRows rows, int[] sequence) {
    int[] sizes = new int[types.size()];
    for (int row : sequence) {
      int field = rows.firstField(row);
      for (int column = 0; column < sizes.length; column++) {
        int next = rows.nextField(field);
        sizes[column] += next - field;
        field = next;
      }
    }
    return sizes;
  }

  private ByteBuffer[] empty(int[] sizes, int count) {
    ByteBuffer[] arrays = new ByteBuffer[sizes.length];
    for (int column = 0; column < arrays.length; column++) {
      arrays[column] =
          ByteBuffer.allocate(HEADER_BYTES + sizes[column])
              .putInt(DIMENSIONS)
              .putInt(0) // no NULL so far
              .putInt(types.get(column).element())
              .putInt(count)
              .putInt(FIRST_INDEX);
    }
    return arrays;
  }
}
