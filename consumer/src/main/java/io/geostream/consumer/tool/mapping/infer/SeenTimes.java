package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.decode.ErrorCode;
import io.geostream.consumer.batch.AgeLimits;

/** The times that were seen at a place, and how they compare with those of their records. */
final class SeenTimes {

  private long least = Long.MAX_VALUE;
  private long most = Long.MIN_VALUE;
  private long tooOld;
  private long tooNew;

  void add(long micros, AgeLimits limits, long recordMillis) {
    least = Math.min(least, micros);
    most = Math.max(most, micros);
    ErrorCode code = limits.check(micros, recordMillis);
    tooOld += code == ErrorCode.TOO_OLD ? 1 : 0;
    tooNew += code == ErrorCode.TOO_NEW ? 1 : 0;
  }

  /** The earliest, in microseconds since 1970. */
  long least() {
    return least;
  }

  /** The latest, in microseconds since 1970. */
  long most() {
    return most;
  }

  /** How many are older than the consumer takes. */
  long tooOld() {
    return tooOld;
  }

  /** How many are newer than the consumer takes. */
  long tooNew() {
    return tooNew;
  }
}
