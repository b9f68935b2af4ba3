package io.geostream.stack;

/** A server or a process failed; the message names it, with its last output. */
public final class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  StackException(String message) {
    super(message);
    this.reason = message;
  }

  StackException(String message, Throwable cause) {
    super(message, cause);
    this.reason = message;
  }

  private StackException(String message, String reason) {
    super(message);
    this.reason = reason;
  }

  /** With the end of a log in the message. */
  static StackException withLog(String reason, String logEnd) {
    return new StackException(reason + ". The end of its log:\n" + logEnd, reason);
  }

  /** The message without a log, in one line. */
  String reason() {
    return reason.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
