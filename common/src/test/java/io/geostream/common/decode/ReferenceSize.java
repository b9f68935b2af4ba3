package io.geostream.common.decode;

import io.geostream.common.mapping.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * How many bytes a row has in PostgreSQL's binary COPY format.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4">COPY, binary
 *     format</a>
 */
final class ReferenceSize {

  private ReferenceSize() {}

  static long of(List<Column> columns, Map<String, Object> row) {
    long bytes = 2;
    for (Column column : columns) {
      Object value = row.get(column.name());
      bytes += 4;
      bytes +=
          value == null
              ? 0
              : switch (column.type()) {
                case TIMESTAMPTZ, DOUBLE_PRECISION, BIGINT -> 8;
                case REAL, INTEGER -> 4;
                case SMALLINT -> 2;
                case BOOLEAN -> 1;
                case UUID -> 16;
                case TEXT -> utf8(value);
                case JSONB -> 1 + utf8(value);
                case NUMERIC -> 8 + 2 * digits((BigDecimal) value);
              };
    }
    return bytes;
  }

  private static long utf8(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** How many digits to the base 10,000 it has, without zeros at its ends. */
  private static int digits(BigDecimal number) {
    if (number.signum() == 0) {
      return 0;
    }
    String digits = number.unscaledValue().abs().toString();
    int zeros = digits.length() - digits.replaceFirst("0+$", "").length();
    int lowest = Math.floorDiv(zeros - number.scale(), 4);
    int highest = Math.floorDiv(digits.length() - number.scale() - 1, 4);
    return highest - lowest + 1;
  }
}
