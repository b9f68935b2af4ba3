package io.geostream.stack;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where a start that takes long reports, in the thread that waits for it.
 *
 * @param every the shortest time between two reports
 * @param lines takes each line, which has no line feed
 */
public record Progress(Duration every, Consumer<String> lines) {
  /** Reports nothing. */
  public static final Progress NONE = new Progress(Duration.ofHours(1), line -> {});
}
