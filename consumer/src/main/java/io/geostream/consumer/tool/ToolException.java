package io.geostream.consumer.tool;

/**
 * Ends a tool with exit code 1; its message, with those of its causes, is all that a user reads.
 */
public final class ToolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the user asked for cannot be done. */
  public ToolException(String message) {
    super(message);
  }

  /** A server does not answer, or refuses. */
  public ToolException(String message, Throwable cause) {
    super(message, cause);
  }
}
