package io.geostream.producer.replay;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.JsonPointer;
import java.util.List;

/**
 * A column of a CSV file that fills a place of the message.
 *
 * @param index of the field in a record, from 0
 * @param header its name, without white space around
 * @param column of the mapping, whose type the value has
 * @param place where in the message the value goes; not the whole of it
 */
record CsvColumn(int index, String header, Column column, JsonPointer place) {

  /** Whether its place is the other one, or one of them is within the other. */
  boolean overlaps(JsonPointer other) {
    int shorter = Math.min(place.tokens().size(), other.tokens().size());
    return place.tokens().subList(0, shorter).equals(other.tokens().subList(0, shorter));
  }

  /** The names of the objects around the value, from the outermost. */
  List<String> parents() {
    return place.tokens().subList(0, place.tokens().size() - 1);
  }

  /** The value's name in its object. */
  String member() {
    return place.tokens().get(place.tokens().size() - 1);
  }
}
