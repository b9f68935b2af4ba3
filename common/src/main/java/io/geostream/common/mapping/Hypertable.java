package io.geostream.common.mapping;

import java.util.List;
import java.util.Optional;

/**
 * How a file wants a hypertable to be made; {@link Mapping} has the defaults. Intervals are
 * PostgreSQL's texts, such as {@code 1 day}.
 *
 * @param chunk how much time a chunk spans
 * @param segmentBy the columns by which the columnstore groups rows; none for one group
 * @param columnstoreAfter when chunks go to the columnstore; empty for never
 * @param dropAfter when chunks are dropped; empty for never
 */
public record Hypertable(
    Optional<String> chunk,
    Optional<List<String>> segmentBy,
    Optional<String> columnstoreAfter,
    Optional<String> dropAfter) {

  /** The width of chunks where a file has none. */
  public static final String USUAL_CHUNK = "1 day";

  /** For a file that does not say. */
  public static final Hypertable USUAL =
      new Hypertable(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Hypertable {
    segmentBy = segmentBy.map(List::copyOf);
  }
}
