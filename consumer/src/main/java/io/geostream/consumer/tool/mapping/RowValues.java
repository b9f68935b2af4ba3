package io.geostream.consumer.tool.mapping;

import io.geostream.common.decode.DecodedRows;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of rows as Java has them. */
final class RowValues {

  /**
   * A column's value.
   *
   * @param value null for NULL; the JSON of a jsonb
   */
  record Value(Column column, @Nullable Object value) {

    /** Whether only a record has the value, which a sample is not. */
    boolean isOfRecord() {
      return column.source() instanceof Source.Header || column.source() instanceof Source.Part;
    }
  }

  private final List<Column> columns;

  RowValues(Mapping mapping) {
    this.columns = mapping.rowColumns();
  }

  /** The values of a row, its time first. */
  List<Value> of(DecodedRows rows, int row) {
    List<Value> values = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      values.add(
          new Value(columns.get(column), rows.has(row, column) ? value(rows, row, column) : null));
    }
    return values;
  }

  private Object value(DecodedRows rows, int row, int column) {
    long value = rows.value(row, column);
    return switch (columns.get(column).type()) {
      case TIMESTAMPTZ -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
      case BIGINT, INTEGER, SMALLINT -> value;
      case DOUBLE_PRECISION -> Double.longBitsToDouble(value);
      case REAL -> Float.intBitsToFloat((int) value);
      case BOOLEAN -> value != 0;
      case TEXT, JSONB -> rows.text(row, column);
      case NUMERIC -> rows.numeric(row, column);
      case UUID -> rows.uuid(row, column);
    };
  }
}
