package io.geostream.consumer.write;

import io.geostream.common.mapping.Absent;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Length;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.Range;
import io.geostream.common.mapping.Source;
import io.geostream.common.mapping.TableName;
import io.geostream.common.mapping.TimeFormat;
import io.geostream.consumer.database.TargetTable;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tables other than that of the weather. */
public final class TestTables {

  /** Names that are trouble unless they are quoted. */
  public static final String NAME = "\"Plant 7\".\"Metrics \"\"x\"\"\"";

  private TestTables() {}

  /** With the columns {@code time}, {@code select} (a text) and {@code Ünit}. */
  public static TargetTable odd(OnConflict onConflict) {
    return table(
        NAME,
        List.of("select", "time"),
        onConflict,
        column("time", ColumnType.TIMESTAMPTZ),
        column("select", ColumnType.TEXT),
        column("\u00dcnit", ColumnType.DOUBLE_PRECISION));
  }

  /** A table with a unique key. */
  public static TargetTable table(
      String name, List<String> unique, OnConflict onConflict, Column... columns) {
    return new TargetTable(
        TableName.parse(name), Arrays.asList(columns), false, unique, onConflict);
  }

  /** A column of a row. */
  public static Column column(String name, ColumnType type) {
    return column(name, type, Optional.empty());
  }

  /** A column of times without an offset. */
  static Column timeIn(ZoneId zone, String name) {
    return column(name, ColumnType.TIMESTAMPTZ, Optional.of(zone));
  }

  private static Column column(String name, ColumnType type, Optional<ZoneId> zone) {
    return new Column(
        name,
        new Source.OfRow(JsonPointer.member(name)),
        type,
        TimeFormat.ISO,
        zone,
        false,
        Absent.NONE,
        false,
        Optional.empty(),
        Range.ANY,
        Length.ANY,
        false);
  }
}
