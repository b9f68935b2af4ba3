package io.geostream.common.decode;

import org.jspecify.annotations.Nullable;

/**
 * Converts a JSON scalar to a column's value in the last row. Each method returns the fault,
 * without its place, or null.
 */
interface Conversion {

  /** What JSON has to be there, such as "a number". */
  String expected();

  /** Of a text. */
  default @Nullable BadRecord string(String text, DecodedRows rows) {
    return Descriptions.wrongType(expected(), Descriptions.text(text));
  }

  /**
   * Of a number.
   *
   * @param text as it stands in the JSON
   */
  default @Nullable BadRecord number(String text, DecodedRows rows) {
    return Descriptions.wrongType(expected(), "a number");
  }

  /** Of {@code true} or {@code false}. */
  default @Nullable BadRecord bool(boolean value, DecodedRows rows) {
    return Descriptions.wrongType(expected(), "a boolean");
  }
}
