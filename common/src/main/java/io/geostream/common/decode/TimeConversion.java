package io.geostream.common.decode;

import java.time.DateTimeException;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Times as ISO-8601 texts.
 *
 * @param zone of times without an offset; null if these are refused
 */
record TimeConversion(int index, @Nullable ZoneRules zone) implements Conversion {

  @Override
  public String expected() {
    return "a string";
  }

  @Override
  public @Nullable BadRecord string(String text, DecodedRows rows) {
    long micros;
    try {
      micros = Timestamps.parse(text, zone);
    } catch (DateTimeException e) {
      return new BadRecord(
          ErrorCode.BAD_TIMESTAMP,
          "%s is not an ISO-8601 date and time%s, such as 2026-01-31T12:00:00.123456Z"
              .formatted(Descriptions.quoted(text), zone == null ? " with an offset" : ""));
    }
    return Times.put(micros, index, rows);
  }
}
