package io.geostream.stack;

/**
 * A server or a process did not do what was asked of it; the message says which one, and what it
 * said last.
 */
public final class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StackException(String message) {
    super(message);
  }

  StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
