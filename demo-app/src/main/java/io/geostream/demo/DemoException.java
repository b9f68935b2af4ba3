package io.geostream.demo;

/** The demo cannot go on; the message says why, for people. */
final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
