package io.geostream.consumer.worker;

import java.util.function.LongSupplier;

/** The clock of a simulation, which only its scheduler moves. In nanoseconds. */
final class SimClock implements LongSupplier {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private long nanos;

  @Override
  public long getAsLong() {
    return nanos;
  }

  /** The time on it, in milliseconds. */
  long millis() {
    return nanos / NANOS_PER_MILLI;
  }

  void pass(long millis) {
    nanos += millis * NANOS_PER_MILLI;
  }
}
