package io.geostream.common.decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The default values of columns. */
final class Fallbacks {

  private final long[] values;
  private final byte[] constants;
  private final long columns;

  /**
   * Reads them as if they stood in a message.
   *
   * @throws ColumnFaultException if one is not a value of its column
   */
  Fallbacks(Plan plan) {
    values = new long[plan.columns()];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long with = 0;
    for (int column = 0; column < values.length; column++) {
      ValueReader reader = plan.readers().get(column);
      String json = reader.column().fallback().orElse(null);
      if (json == null || !plan.isRead(column)) {
        continue;
      }
      with |= 1L << column;
      DecodedRows row = read(plan, column, json);
      if (!row.form(column).isReference()) {
        values[column] = row.value(0, column);
      } else {
        byte[] value = row.bytes(0, column);
        values[column] = DecodedRows.constant(bytes.size(), value.length);
        bytes.writeBytes(value);
      }
    }
    columns = with;
    constants = bytes.toByteArray();
  }

  private static DecodedRows read(Plan plan, int column, String json) {
    ValueReader reader = plan.readers().get(column);
    Plan alone = plan.ofOne(column);
    DecodedRows row = new DecodedRows(plan.forms(), 0, new byte[0]);
    BadRecord fault = new StrictParser(alone, row).decode(json.getBytes(StandardCharsets.UTF_8));
    if (fault == null && !row.has(0, column)) {
      fault = Descriptions.outOfRange(Descriptions.cut(json) + " means that there is no value");
    }
    if (fault != null) {
      throw new ColumnFaultException(reader.column().name(), "default: " + fault.message());
    }
    return row;
  }

  /** The bytes that values refer to, for {@link DecodedRows}. */
  byte[] constants() {
    return constants;
  }

  /** Sets what is missing in a row. */
  void apply(DecodedRows rows, int row) {
    for (long left = columns & ~rows.present(row); left != 0; left &= left - 1) {
      int column = Long.numberOfTrailingZeros(left);
      rows.set(row, column, values[column]);
    }
  }
}
