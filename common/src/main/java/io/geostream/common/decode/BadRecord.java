package io.geostream.common.decode;

import io.geostream.common.reading.Decoded;
import io.geostream.common.text.Printable;

/**
 * A message that is not a reading.
 *
 * @param code the kind of fault, for programs
 * @param message what a person needs to correct it: one line, without control characters, of
 *     bounded length
 */
public record BadRecord(ErrorCode code, String message) implements Decoded {

  private static final int LONGEST = 500;

  public BadRecord {
    message = message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
    message = Printable.oneLine(message);
  }
}
