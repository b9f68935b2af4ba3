package io.geostream.common.reading;

import java.util.stream.Collectors;

/** The columns of {@code geospatial_metrics}, in the order in which rows are encoded. */
public final class Columns {

  /** How many there are. */
  public static final int COUNT = 2 + NumericField.ALL.size();

  /** Their names, as a statement lists them. */
  public static final String NAMES =
      NumericField.ALL.stream()
          .map(NumericField::column)
          .collect(Collectors.joining(", ", "time, location_id, ", ""));

  private Columns() {}
}
