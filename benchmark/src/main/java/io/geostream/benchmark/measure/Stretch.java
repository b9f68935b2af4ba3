package io.geostream.benchmark.measure;

import java.util.OptionalDouble;

/**
 * A piece of a run, between two commits.
 *
 * @param span from one commit to the other
 * @param rows how many rows were committed after the first one, up to the second
 */
public record Stretch(Span span, long rows) {

  private static final double MICROS_PER_SECOND = 1e6;

  /** Rows a second; empty when there is no time between the two. */
  public OptionalDouble rowsPerSecond() {
    return span.micros() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(rows / (span.micros() / MICROS_PER_SECOND));
  }
}
