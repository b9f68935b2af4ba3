package io.geostream.producer.replay;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.reading.Decoded;
import io.geostream.common.reading.Reading;

/** What a file holds at one place. */
sealed interface Entry {

  /** A reading. */
  record Good(Reading reading) implements Entry {}

  /**
   * Something else.
   *
   * @param line the number of the line that it begins in, from 1
   * @param code the kind of fault, a fixed word
   * @param message what a person needs to mend it
   */
  record Bad(long line, String code, String message) implements Entry {}

  static Entry of(long line, Decoded decoded) {
    if (decoded instanceof BadRecord bad) {
      return new Bad(line, bad.code().word(), bad.message());
    }
    return new Good((Reading) decoded);
  }

  static Bad tooLong(long line) {
    return new Bad(line, "too-large", "longer than " + Bytes.LONGEST + " bytes");
  }
}
