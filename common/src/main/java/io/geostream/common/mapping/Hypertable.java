package io.geostream.common.mapping;

import java.util.List;
import java.util.Optional;

/**
 * How a hypertable is made if it is not there. Intervals are PostgreSQL's texts, such as {@code 1
 * day}.
 *
 * @param chunk how much time a chunk spans
 * @param segmentBy the columns by which the columnstore groups rows; none for one group
 * @param columnstoreAfter when chunks go to the columnstore; empty for never
 * @param dropAfter when chunks are dropped; empty for never
 */
public record Hypertable(
    String chunk,
    List<String> segmentBy,
    Optional<String> columnstoreAfter,
    Optional<String> dropAfter) {

  /** The width of chunks where a mapping has none. */
  public static final String USUAL_CHUNK = "1 day";

  public Hypertable {
    segmentBy = List.copyOf(segmentBy);
  }
}
