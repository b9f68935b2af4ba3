package io.geostream.consumer.batch;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.DecodedRows;
import io.geostream.common.decode.Decoder;
import io.geostream.common.decode.ErrorCode;
import io.geostream.common.settings.Durations;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far the time of a row may be from its Kafka record's timestamp. Not from the clock on the
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
   * Gives what is wrong with a message by its times, or null: one row that is too old or too new
   * makes all of it a bad record.
   *
   * @param message as it was decoded last; rows without a time are good
   * @param recordMillis its record's timestamp, in milliseconds since 1970
   */
  public @Nullable BadRecord check(Decoder message, long recordMillis) {
    DecodedRows rows = message.rows();
    for (int row = 0; row < rows.count(); row++) {
      if (rows.has(row, DecodedRows.TIME)) {
        long ahead = ahead(rows.epochMicros(row), recordMillis);
        ErrorCode code = code(ahead);
        if (code != null) {
          return fault(message.place(DecodedRows.TIME, row), code, ahead);
        }
      }
    }
    return null;
  }

  /** In milliseconds; zero for a record without a timestamp. */
  private static long ahead(long epochMicros, long recordMillis) {
    return recordMillis == ConsumerRecord.NO_TIMESTAMP
        ? 0
        : epochMicros / MICROS_PER_MILLI - recordMillis;
  }

  private @Nullable ErrorCode code(long aheadMillis) {
    if (-aheadMillis > maxAgeMillis) {
      return ErrorCode.TOO_OLD;
    }
    return aheadMillis > maxAheadMillis ? ErrorCode.TOO_NEW : null;
  }

  private BadRecord fault(String place, ErrorCode code, long aheadMillis) {
    boolean isOld = code == ErrorCode.TOO_OLD;
    return new BadRecord(
        code,
        "%s: %s %s than its Kafka record, %s allows %s"
            .formatted(
                place,
                Durations.inWords(Duration.ofMillis(Math.abs(aheadMillis))),
                isOld ? "older" : "newer",
                isOld ? "--max-age" : "--max-ahead",
                Durations.format(isOld ? maxAge : maxAhead)));
  }
}
