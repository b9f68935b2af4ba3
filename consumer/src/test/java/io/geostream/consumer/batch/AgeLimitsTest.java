package io.geostream.consumer.batch;

import static io.geostream.consumer.batch.Records.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class AgeLimitsTest {

  private static final long MILLIS = TIME / 1_000;
  private static final String IN_AN_ARRAY =
      "{table: t, time: at, each: /readings, columns: {at: {from: /ts, type: timestamptz, format: epoch-us}}}";
  private static final String OF_THE_HEADER =
      "{table: t, time: at, columns: {at: {from: '$header:at', type: timestamptz}}}";

  private static final MappingDecoder ONE = decoded(IN_AN_ARRAY, "{'readings':[{'ts':%d}]}");

  private final AgeLimits limits = new AgeLimits(Duration.ofDays(30), Duration.ofHours(1));

  @Test
  void comparesWithTheRecordsTimestampAndNotWithTheClock() {
    assertThat(limits.check(ONE, MILLIS)).isNull();
    assertThat(limits.check(ONE, MILLIS + Duration.ofDays(30).toMillis())).isNull();
    assertThat(limits.check(ONE, MILLIS - Duration.ofHours(1).toMillis())).isNull();
  }

  @Test
  void refusesWhatIsOlderOrNewer() {
    assertThat(limits.check(ONE, MILLIS + Duration.ofDays(30).toMillis() + 1))
        .extracting(BadRecord::code)
        .isEqualTo(ErrorCode.TOO_OLD);
    assertThat(limits.check(ONE, MILLIS - Duration.ofHours(1).toMillis() - 1))
        .extracting(BadRecord::code)
        .isEqualTo(ErrorCode.TOO_NEW);
  }

  @Test
  void oneRowMakesItsMessageABadRecordThatNamesItsPlace() {
    MappingDecoder message = decoded(IN_AN_ARRAY, "{'readings':[{'ts':%d},{'ts':%d}]}");
    assertThat(limits.check(message, MILLIS)).isNull();
    assertThat(limits.check(message, MILLIS + 2_693_523_456L))
        .isEqualTo(
            new BadRecord(
                ErrorCode.TOO_OLD,
                "readings/0/ts: 31d 4h older than its Kafka record, --max-age allows 30d"));
    assertThat(limits.check(message, MILLIS - Duration.ofHours(1).toMillis()))
        .isEqualTo(
            new BadRecord(
                ErrorCode.TOO_NEW,
                "readings/1/ts: 1h 1s newer than its Kafka record, --max-ahead allows 1h"));
  }

  @Test
  void aRowWithoutATimeIsGood() {
    assertThat(limits.check(decoded(OF_THE_HEADER, "{}"), 0)).isNull();
  }

  @Test
  void zeroIsNoLimitAndARecordWithoutATimestampIsNotCompared() {
    AgeLimits none = new AgeLimits(Duration.ZERO, Duration.ZERO);
    assertThat(none.check(ONE, 0)).isNull();
    assertThat(none.check(ONE, MILLIS * 2)).isNull();
    assertThat(limits.check(ONE, ConsumerRecord.NO_TIMESTAMP)).isNull();
  }

  /** A message of a time and of one a second later. */
  private static MappingDecoder decoded(String mapping, String json) {
    MappingDecoder decoder =
        MappingDecoder.ofValues(MappingFile.parse("test", mapping), ignored -> {});
    byte[] value =
        json.formatted(TIME, TIME + 1_000_000).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThat(decoder.decode(new ConsumerRecord<>("topic", 0, 0, null, value))).isNull();
    return decoder;
  }
}
