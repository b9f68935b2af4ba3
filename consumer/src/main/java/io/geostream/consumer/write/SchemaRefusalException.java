package io.geostream.consumer.write;

import io.geostream.common.reading.BadRecord;
import org.jspecify.annotations.Nullable;

/**
 * The database refuses whatever it is given: the table is wrong, not the data, and dead letters
 * would not help.
 */
public final class SchemaRefusalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SchemaRefusalException(int rows, @Nullable BadRecord first) {
    super(
        "the database refused all of %d rows, so it is geospatial_metrics that is wrong, not the data; the first: %s"
            .formatted(rows, first == null ? "?" : first.message()));
  }
}
