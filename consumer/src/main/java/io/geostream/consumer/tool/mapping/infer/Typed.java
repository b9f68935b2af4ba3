package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.TimeFormat;
import java.util.List;

/**
 * What a column would read the values of a place as.
 *
 * @param type of the column
 * @param format of a time
 * @param local whether there are times without an offset
 * @param coerce whether there are texts for numbers or booleans
 * @param missing words for "no value" that are there
 * @param values how often there is a value, these words aside
 * @param remark why it is that type, for a person; may be empty
 */
record Typed(
    ColumnType type,
    TimeFormat format,
    boolean local,
    boolean coerce,
    List<String> missing,
    long values,
    String remark) {

  Typed {
    missing = List.copyOf(missing);
  }

  static Typed plain(ColumnType type, long values) {
    return new Typed(type, TimeFormat.ISO, false, false, List.of(), values, "");
  }

  static Typed json(Seen seen, String remark) {
    return new Typed(
        ColumnType.JSONB, TimeFormat.ISO, false, false, List.of(), seen.values(), remark);
  }

  Typed coerced() {
    return new Typed(type, format, local, true, missing, values, remark);
  }

  boolean isTime() {
    return type == ColumnType.TIMESTAMPTZ;
  }
}
