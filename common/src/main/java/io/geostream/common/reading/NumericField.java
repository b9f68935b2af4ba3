package io.geostream.common.reading;

import java.util.Arrays;
import java.util.List;

/**
 * The numeric fields of a reading, each described once: the codec, the rules, COPY and the
 * documentation all follow this list, in this order. One more measurement is one more line here and
 * one migration that adds its column.
 */
public enum NumericField {
  LATITUDE("latitude", "°", -90, 90, Kind.POSITION),
  LONGITUDE("longitude", "°", -180, 180, Kind.POSITION),
  TEMPERATURE("temperature", "°C", -100, 100, Kind.MEASUREMENT),
  /** Relative humidity; sensors overshoot 100 % in fog. */
  HUMIDITY("humidity", "%", 0, 105, Kind.MEASUREMENT),
  PRESSURE("pressure", "hPa", 1, 1100, Kind.MEASUREMENT),
  WIND_SPEED("wind_speed", "m/s", 0, 150, Kind.MEASUREMENT),
  /** Where the wind comes from, clockwise from north. */
  WIND_DIRECTION("wind_direction", "°", 0, 360, Kind.MEASUREMENT);

  /** What a field describes: a reading may lack any of both, but not all of its measurements. */
  public enum Kind {
    /** Where the station stands. */
    POSITION,
    /** What the station measured. */
    MEASUREMENT
  }

  /** All fields, in the order of the JSON object and of the table's columns. */
  public static final List<NumericField> ALL = List.of(values());

  /** The five fields of which a reading has at least one. */
  public static final List<NumericField> MEASUREMENTS =
      Arrays.stream(values()).filter(field -> field.kind == Kind.MEASUREMENT).toList();

  private final String column;
  private final String unit;
  private final double min;
  private final double max;
  private final Kind kind;

  NumericField(String column, String unit, double min, double max, Kind kind) {
    this.column = column;
    this.unit = unit;
    this.min = min;
    this.max = max;
    this.kind = kind;
  }

  /**
   * The field's name in JSON and its column's name in {@code geospatial_metrics}: they are the
   * same.
   */
  public String column() {
    return column;
  }

  /** The field's place in {@link #ALL}. */
  @SuppressWarnings("EnumOrdinal") // the one place where the order of the constants has a meaning
  public int index() {
    return ordinal();
  }

  /** The unit, as people write it. */
  public String unit() {
    return unit;
  }

  /** The smallest value allowed, in {@link #unit()}. */
  public double min() {
    return min;
  }

  /** The largest value allowed, in {@link #unit()}. */
  public double max() {
    return max;
  }

  /** Whether this is a position or a measurement. */
  public Kind kind() {
    return kind;
  }

  /** Whether the value is within the field's range; NaN is not. */
  public boolean accepts(double value) {
    return value >= min && value <= max;
  }
}
