package io.geostream.common.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mapping of {@code built-in.yaml}, until its file is read. */
public final class BuiltIn {

  private BuiltIn() {}

  /** The weather readings. */
  public static Mapping mapping() {
    List<Column> columns = new ArrayList<>();
    columns.add(column("time", "timestamp", ColumnType.TIMESTAMPTZ, true, Range.ANY));
    columns.add(column("location_id", "location_id", ColumnType.TEXT, true, Range.ANY));
    add(columns, "latitude", -90, 90);
    add(columns, "longitude", -180, 180);
    add(columns, "temperature", -100, 100);
    add(columns, "humidity", 0, 105);
    add(columns, "pressure", 1, 1100);
    add(columns, "wind_speed", 0, 150);
    add(columns, "wind_direction", 0, 360);
    return new Mapping(
        new TableName(Optional.empty(), "geospatial_metrics"),
        columns,
        "time",
        Optional.of("location_id"),
        Optional.empty(),
        List.of("temperature", "humidity", "pressure", "wind_speed", "wind_direction"),
        List.of(),
        OnConflict.REFUSE,
        new Hypertable(
            "1 hour", List.of("location_id"), Optional.of("1 day"), Optional.of("1 year")));
  }

  private static void add(List<Column> columns, String name, long least, long most) {
    Range range =
        new Range(Optional.of(BigDecimal.valueOf(least)), Optional.of(BigDecimal.valueOf(most)));
    columns.add(column(name, name, ColumnType.DOUBLE_PRECISION, false, range));
  }

  private static Column column(
      String name, String member, ColumnType type, boolean required, Range range) {
    return new Column(
        name,
        new Source.OfRow(JsonPointer.member(member)),
        type,
        TimeFormat.ISO,
        Optional.empty(),
        required,
        Absent.NONE,
        false,
        Optional.empty(),
        range,
        type == ColumnType.TEXT ? new Length(1, 128) : Length.ANY,
        type == ColumnType.TEXT);
  }
}
