package io.geostream.consumer.database;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mapping of the weather reading. */
public final class BuiltInMapping {

  private BuiltInMapping() {}

  /** Its table and columns. */
  public static Mapping get() {
    List<Column> columns = new ArrayList<>();
    columns.add(column("time", ColumnType.TIMESTAMPTZ, true));
    columns.add(column("location_id", ColumnType.TEXT, true));
    NumericField.ALL.forEach(
        field -> columns.add(column(field.column(), ColumnType.DOUBLE_PRECISION, false)));
    return new Mapping(
        new TableName(Optional.empty(), "geospatial_metrics"),
        columns,
        "time",
        Optional.of("location_id"),
        Optional.empty(),
        List.of(),
        List.of(),
        OnConflict.REFUSE,
        new Hypertable("1 hour", List.of("location_id"), Optional.empty(), Optional.empty()));
  }

  private static Column column(String name, ColumnType type, boolean required) {
    return new Column(
        name,
        new Source.OfRow(JsonPointer.parse("/" + name)),
        type,
        TimeFormat.ISO,
        Optional.empty(),
        required,
        Absent.NONE,
        false,
        Optional.empty(),
        Range.ANY,
        Length.ANY,
        false);
  }
}
