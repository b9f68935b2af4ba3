package io.geostream.sql;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds a mapping whose time column comes first. */
final class TestMapping {

  private final TableName table;
  private final String time;
  private final List<Column> columns = new ArrayList<>();
  private Optional<String> key = Optional.empty();
  private List<String> unique = List.of();
  private OnConflict onConflict = OnConflict.REFUSE;
  private Hypertable hypertable = Hypertable.USUAL;

  private TestMapping(TableName table, String time) {
    this.table = table;
    this.time = time;
    columns.add(column(time, ColumnType.TIMESTAMPTZ, true, Optional.empty()));
  }

  /** With a column {@code time} alone. */
  static TestMapping of(String table) {
    return new TestMapping(TableName.parse(table), "time");
  }

  static TestMapping of(TableName table, String time) {
    return new TestMapping(table, time);
  }

  /** Of machines: a key, an optional value and one with a default, chunks of an hour. */
  static TestMapping machines(String table) {
    return of(table)
        .key("machine")
        .column("temperature", ColumnType.DOUBLE_PRECISION)
        .fallback("cycles", ColumnType.BIGINT, "0")
        .hypertable("1 hour", List.of("machine"), "2 days", "3 months");
  }

  TestMapping key(String name) {
    key = Optional.of(name);
    return required(name, ColumnType.TEXT);
  }

  TestMapping required(String name, ColumnType type) {
    columns.add(column(name, type, true, Optional.empty()));
    return this;
  }

  TestMapping column(String name, ColumnType type) {
    columns.add(column(name, type, false, Optional.empty()));
    return this;
  }

  TestMapping fallback(String name, ColumnType type, String json) {
    columns.add(column(name, type, false, Optional.of(json)));
    return this;
  }

  TestMapping unique(OnConflict what, String... names) {
    unique = List.of(names);
    onConflict = what;
    return this;
  }

  TestMapping hypertable(
      String chunk, List<String> segmentBy, String columnstoreAfter, String dropAfter) {
    hypertable =
        new Hypertable(
            Optional.of(chunk),
            Optional.of(segmentBy),
            Optional.of(columnstoreAfter),
            Optional.of(dropAfter));
    return this;
  }

  TestMapping segmentBy(String... names) {
    hypertable =
        new Hypertable(
            Optional.empty(), Optional.of(List.of(names)), Optional.empty(), Optional.empty());
    return this;
  }

  Mapping build() {
    return new Mapping(
        table, columns, time, key, Optional.empty(), List.of(), unique, onConflict, hypertable);
  }

  private static Column column(
      String name, ColumnType type, boolean required, Optional<String> fallback) {
    return new Column(
        name,
        new Source.OfRow(JsonPointer.member(name)),
        type,
        TimeFormat.ISO,
        Optional.empty(),
        required,
        Absent.NONE,
        false,
        fallback,
        Range.ANY,
        Length.ANY,
        false);
  }
}
