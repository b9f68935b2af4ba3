package io.geostream.consumer.batch;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import io.geostream.common.settings.Durations;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far a reading's time may be from its Kafka record's timestamp. Not from the clock on the
 * wall: a retry next week must decide alike.
 */
public final class AgeLimits {

  private static final long MICROS_PER_MILLI = 1_000;

  private final Duration maxAge;
  private final Duration maxAhead;
  private final long maxAgeMillis;
  private final long maxAheadMillis;

  /**
   * @param maxAge how far behind; zero is no limit
   * @param maxAhead how far ahead; zero is no limit
   */
  public AgeLimits(Duration maxAge, Duration maxAhead) {
    this.maxAge = maxAge;
    this.maxAhead = maxAhead;
    this.maxAgeMillis = maxAge.isZero() ? Long.MAX_VALUE : maxAge.toMillis();
    this.maxAheadMillis = maxAhead.isZero() ? Long.MAX_VALUE : maxAhead.toMillis();
  }

  /**
   * Gives what is wrong with a reading's time, or null.
   *
   * @param epochMicros the reading's time, in microseconds since 1970
   * @param recordMillis its record's, in milliseconds since 1970
   */
  public @Nullable BadRecord check(long epochMicros, long recordMillis) {
    if (recordMillis == ConsumerRecord.NO_TIMESTAMP) {
      return null;
    }
    long ahead = epochMicros / MICROS_PER_MILLI - recordMillis;
    if (-ahead > maxAgeMillis) {
      return fault(ErrorCode.TOO_OLD, -ahead, "older", maxAge, "--max-age");
    }
    if (ahead > maxAheadMillis) {
      return fault(ErrorCode.TOO_NEW, ahead, "newer", maxAhead, "--max-ahead");
    }
    return null;
  }

  private static BadRecord fault(
      ErrorCode code, long millis, String than, Duration limit, String setting) {
    return new BadRecord(
        code,
        "timestamp: %s %s than its Kafka record, %s allows %s"
            .formatted(
                Durations.inWords(Duration.ofMillis(millis)),
                than,
                setting,
                Durations.format(limit)));
  }
}
