package io.geostream.consumer.write;

import io.geostream.common.reading.NumericField;
import java.util.stream.Collectors;

/** The columns of {@code geospatial_metrics}, in the order in which rows are encoded. */
final class Columns {

  /** How many there are. */
  static final int COUNT = 2 + NumericField.ALL.size();

  /** Their names, as a statement lists them. */
  static final String NAMES =
      NumericField.ALL.stream()
          .map(NumericField::column)
          .collect(Collectors.joining(", ", "time, location_id, ", ""));

  private Columns() {}
}
