package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.Source;
import java.util.List;
import java.util.Optional;

/**
 * A mapping that takes what was seen, with what is worth knowing of it.
 *
 * @param about what it was inferred from, a line each
 * @param table its name, which SQL takes without quotes
 * @param time the name of the time's column
 * @param aboutTime notes for the time
 * @param key the name of the key's column
 * @param aboutKey notes for the key
 * @param each the pointer of the array of rows
 * @param columns at least one
 * @param measurements names of columns of which a row could need one
 * @param leftOut what is no column, and why
 */
record Inferred(
    List<String> about,
    String table,
    String time,
    List<String> aboutTime,
    Optional<String> key,
    List<String> aboutKey,
    Optional<String> each,
    List<InferredColumn> columns,
    List<String> measurements,
    List<String> leftOut) {

  /**
   * A column.
   *
   * @param about what was seen there
   */
  record InferredColumn(String name, Source source, Typed typed, String about) {}
}
