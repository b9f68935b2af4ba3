package io.geostream.producer.replay;

import io.geostream.producer.Message;

/** What a file holds at one place. */
sealed interface Entry {

  /** A message. */
  record Good(Message message) implements Entry {}

  /**
   * Something else.
   *
   * @param line the number of the line that it begins in, from 1
   * @param code the kind of fault, a fixed word
   * @param message what a person needs to mend it
   */
  record Bad(long line, String code, String message) implements Entry {}

  static Bad tooLong(long line) {
    return new Bad(line, "too-large", "longer than " + Bytes.LONGEST + " bytes");
  }
}
