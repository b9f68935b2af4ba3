package io.geostream.producer.replay;

import java.io.IOException;

/** A file as a whole is not what can be replayed; the message says what to change. */
final class FormatException extends IOException {

  private static final long serialVersionUID = 1;

  FormatException(String message) {
    super(message);
  }
}
