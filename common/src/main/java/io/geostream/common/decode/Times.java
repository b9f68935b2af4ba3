package io.geostream.common.decode;

import org.jspecify.annotations.Nullable;

/** The times that are stored: those of four-digit years, for which ISO-8601 needs no agreement. */
final class Times {

  static final long FIRST = Timestamps.parse("0001-01-01T00:00:00Z");
  static final long LAST = Timestamps.parse("9999-12-31T23:59:59.999999Z");

  private Times() {}

  /** Whether the year is 0001 to 9999. */
  static boolean accepts(long epochMicros) {
    return epochMicros >= FIRST && epochMicros <= LAST;
  }

  /** Sets a time, if it is one that is stored. */
  static @Nullable BadRecord put(long epochMicros, int index, DecodedRows rows) {
    if (!accepts(epochMicros)) {
      return outOfRange();
    }
    rows.set(index, epochMicros);
    return null;
  }

  static BadRecord outOfRange() {
    return Descriptions.outOfRange("the year is outside 0001…9999");
  }
}
