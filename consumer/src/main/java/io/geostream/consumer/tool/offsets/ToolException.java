package io.geostream.consumer.tool.offsets;

import io.geostream.common.daemon.Faults;
import org.jspecify.annotations.Nullable;

/** Why a tool cannot do what it was asked to; its message is all that a user is told. */
final class ToolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ToolException(String message) {
    this(message, null);
  }

  private ToolException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A server does not answer, or refuses. */
  static ToolException of(String server, Throwable fault) {
    return new ToolException(server + ": " + Faults.oneLine(fault), fault);
  }

  /** The same with words of our own. */
  static ToolException of(String server, String problem, Throwable fault) {
    return new ToolException(server + ": " + problem, fault);
  }
}
