package io.geostream.common.decode;

import io.geostream.common.mapping.Column;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a message.
 *
 * @param rows each with the values that are there, as plain Java values
 * @param faults what is wrong; if the contract leaves open which of several at one place is
 *     reported, all of them
 */
record Outcome(List<Map<String, Object>> rows, Set<ErrorCode> faults) {

  static Outcome bad(ErrorCode code) {
    return new Outcome(List.of(), EnumSet.of(code));
  }

  static Outcome bad(Set<ErrorCode> codes) {
    return new Outcome(List.of(), codes);
  }

  static Outcome good(List<Map<String, Object>> rows) {
    return new Outcome(rows, Set.of());
  }

  /** What a decoder makes of a record. */
  static Outcome of(Decoder decoder, List<Column> columns, ConsumerRecord<byte[], byte[]> record) {
    @Nullable BadRecord bad = decoder.decode(record);
    return bad != null ? bad(bad.code()) : good(rows(decoder.rows(), columns));
  }

  /** Whether an outcome of the decoder is one of those that are right. */
  boolean allows(Outcome other) {
    return faults.isEmpty()
        ? other.faults.isEmpty() && rows.equals(other.rows)
        : other.faults.size() == 1 && faults.containsAll(other.faults);
  }

  static List<Map<String, Object>> rows(DecodedRows decoded, List<Column> columns) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < decoded.count(); row++) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int column = 0; column < columns.size(); column++) {
        if (decoded.has(row, column)) {
          values.put(columns.get(column).name(), value(decoded, row, column, columns.get(column)));
        }
      }
      rows.add(values);
    }
    return rows;
  }

  private static Object value(DecodedRows decoded, int row, int column, Column description) {
    long value = decoded.value(row, column);
    return switch (description.type()) {
      case TIMESTAMPTZ, BIGINT, INTEGER, SMALLINT, DOUBLE_PRECISION -> value;
      case REAL -> (int) value;
      case BOOLEAN -> value == 1;
      case TEXT, JSONB -> decoded.text(row, column);
      case NUMERIC -> NumericBinary.decode(decoded.bytes(row, column));
      case UUID -> decoded.uuid(row, column);
    };
  }
}
