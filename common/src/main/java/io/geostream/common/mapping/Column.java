package io.geostream.common.mapping;

import java.time.ZoneId;
import java.util.Optional;

/**
 * A column of the table, and where its values come from.
 *
 * @param name as the catalog has it
 * @param source where the value is
 * @param type of the table's column
 * @param format of a time
 * @param zone of ISO times without an offset; empty if they are refused
 * @param required whether a missing value makes the message bad
 * @param absent values that mean "no value"
 * @param coerce whether numbers in texts, 0 and 1 for booleans, and numbers for texts are taken
 * @param fallback the value in place of a missing one, as JSON
 * @param range of a number
 * @param length of a text
 * @param refusesControls whether a text must not have control characters
 */
public record Column(
    String name,
    Source source,
    ColumnType type,
    TimeFormat format,
    Optional<ZoneId> zone,
    boolean required,
    Absent absent,
    boolean coerce,
    Optional<String> fallback,
    Range range,
    Length length,
    boolean refusesControls) {

  /** Whether the value may be NULL in the table. */
  public boolean mayBeNull() {
    return !required && fallback.isEmpty();
  }
}
