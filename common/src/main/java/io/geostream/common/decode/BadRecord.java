package io.geostream.common.decode;

import io.geostream.common.text.Printable;

/**
 * A message that is not what its mapping says.
 *
 * @param code the kind of fault, for programs
 * @param message what a person needs to correct it: one line, without control characters, of
 *     bounded length
 */
public record BadRecord(ErrorCode code, String message) {

  private static final int LONGEST = 500;

  public BadRecord {
    message = message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
    message = Printable.oneLine(message);
  }

  /**
   * The same with the place in front.
   *
   * @param place such as {@code device/id}; empty for the whole message
   */
  BadRecord at(String place) {
    return place.isEmpty() ? this : new BadRecord(code, place + ": " + message);
  }
}
