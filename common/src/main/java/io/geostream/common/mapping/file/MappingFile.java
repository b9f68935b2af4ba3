package io.geostream.common.mapping.file;

import io.geostream.common.mapping.Absent;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Hypertable;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Length;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.Range;
import io.geostream.common.mapping.Source;
import io.geostream.common.mapping.TableName;
import io.geostream.common.mapping.TimeFormat;
import io.geostream.common.reading.NumericField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the place of the reader of mappings. */
public final class MappingFile {

  private MappingFile() {}

  /** The weather reading. */
  public static Mapping builtIn() {
    List<Column> columns = new ArrayList<>();
    columns.add(column("time", "timestamp", ColumnType.TIMESTAMPTZ, Range.ANY, true));
    columns.add(column("location_id", "location_id", ColumnType.TEXT, Range.ANY, true));
    for (NumericField field : NumericField.ALL) {
      Range range =
          new Range(
              Optional.of(BigDecimal.valueOf(field.min())),
              Optional.of(BigDecimal.valueOf(field.max())));
      columns.add(
          column(field.column(), field.column(), ColumnType.DOUBLE_PRECISION, range, false));
    }
    return new Mapping(
        TableName.parse("geospatial_metrics"),
        columns,
        "time",
        Optional.of("location_id"),
        Optional.empty(),
        NumericField.MEASUREMENTS.stream().map(NumericField::column).toList(),
        List.of(),
        OnConflict.REFUSE,
        new Hypertable("1 hour", List.of("location_id"), Optional.empty(), Optional.empty()));
  }

  private static Column column(
      String name, String from, ColumnType type, Range range, boolean required) {
    return new Column(
        name,
        new Source.OfRow(JsonPointer.member(from)),
        type,
        TimeFormat.ISO,
        Optional.empty(),
        required,
        Absent.NONE,
        false,
        Optional.empty(),
        range,
        Length.ANY,
        false);
  }
}
