package io.geostream.benchmark;

/** The benchmark cannot go on; the message says why, for people. */
public final class BenchmarkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  public BenchmarkException(String message) {
    super(message);
  }
}
