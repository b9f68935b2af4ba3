package io.geostream.consumer.write;

import io.geostream.common.reading.BadRecord;
import org.jspecify.annotations.Nullable;

/** The table is wrong, not the data: dead letters would not help. */
public final class SchemaRefusalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private SchemaRefusalException(String message) {
    super(message);
  }

  /** The database refused all of so many rows that were tried. */
  static SchemaRefusalException refusesAll(int rows, @Nullable BadRecord first) {
    return new SchemaRefusalException(
        "the database refused all of %d rows that were tried, so it is geospatial_metrics that is wrong, not the data; the first: %s"
            .formatted(rows, first == null ? "?" : first.message()));
  }

  /** A column has another type than the one that rows are encoded for. */
  static SchemaRefusalException otherType(String column, String type, String expected) {
    return new SchemaRefusalException(
        "geospatial_metrics.%s is %s, not %s: somebody changed it, and nothing is written into it"
            .formatted(column, type, expected));
  }
}
