package io.geostream.benchmark.measure;

/**
 * A piece of time.
 *
 * @param fromMicros where it begins, in microseconds since 1970
 * @param toMicros where it ends
 */
public record Span(long fromMicros, long toMicros) {

  /** Its length in microseconds. */
  public long micros() {
    return toMicros - fromMicros;
  }
}
