package io.geostream.consumer.batch;

import static io.geostream.consumer.batch.Records.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class AgeLimitsTest {

  private static final long MILLIS = TIME / 1_000;
  private final AgeLimits limits = new AgeLimits(Duration.ofDays(30), Duration.ofHours(1));

  @Test
  void comparesWithTheRecordsTimestampAndNotWithTheClock() {
    assertThat(limits.check(TIME, MILLIS)).isNull();
    assertThat(limits.check(TIME, MILLIS + Duration.ofDays(30).toMillis())).isNull();
    assertThat(limits.check(TIME, MILLIS - Duration.ofHours(1).toMillis())).isNull();
  }

  @Test
  void refusesWhatIsOlderOrNewer() {
    assertThat(limits.check(TIME, MILLIS + Duration.ofDays(30).toMillis() + 1))
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo(ErrorCode.TOO_OLD);
              assertThat(fault.message()).contains("--max-age");
            });
    assertThat(limits.check(TIME, MILLIS - Duration.ofHours(1).toMillis() - 1))
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo(ErrorCode.TOO_NEW);
              assertThat(fault.message()).contains("--max-ahead");
            });
  }

  @Test
  void saysForPeopleHowOldAReadingIs() {
    assertThat(limits.check(TIME, MILLIS + 2_693_523_456L))
        .extracting(BadRecord::message)
        .isEqualTo("timestamp: 31d 4h older than its Kafka record, --max-age allows 30d");
  }

  @Test
  void zeroIsNoLimitAndARecordWithoutATimestampIsNotCompared() {
    AgeLimits none = new AgeLimits(Duration.ZERO, Duration.ZERO);
    assertThat(none.check(TIME, 0)).isNull();
    assertThat(none.check(TIME, MILLIS * 2)).isNull();
    assertThat(limits.check(0, ConsumerRecord.NO_TIMESTAMP)).isNull();
  }
}
