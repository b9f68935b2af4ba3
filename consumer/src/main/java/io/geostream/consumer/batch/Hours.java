package io.geostream.consumer.batch;

/** Whole hours, which are the chunks of the hypertable as it ships. */
public final class Hours {

  private static final long MICROS = 3_600_000_000L;

  private Hours() {}

  /**
   * The number of the hour, from 1970 on, that a time is in.
   *
   * @param epochMicros in microseconds since 1970
   */
  public static long of(long epochMicros) {
    return Math.floorDiv(epochMicros, MICROS);
  }
}
