package io.geostream.common.daemon;

import java.net.UnknownHostException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Faults in one line for people. */
public final class Faults {

  private Faults() {}

  /**
   * The messages of a fault and of its causes, in one line; a message that repeats its cause's
   * appears once.
   */
  public static String oneLine(@Nullable Throwable fault) {
    StringJoiner line = new StringJoiner(": ");
    Causes.of(fault)
        .map(Faults::text)
        .forEach(
            text -> {
              if (!line.toString().contains(text)) {
                line.add(text);
              }
            });
    return line.toString();
  }

  private static String text(Throwable fault) {
    String message = fault.getMessage();
    String kind = fault.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return kind;
    }
    if (fault instanceof UnknownHostException) {
      return "cannot resolve the host " + message;
    }
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    return fault instanceof Error ? kind + ": " + line : line; // else "Java heap space"
  }
}
