package io.geostream.demo.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.reading.ReadingDecoder;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BadRecordTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");

  @Test
  void isNoReadingByTheRealRules() {
    ReadingDecoder decoder = new ReadingDecoder(ignored -> {});

    assertThat(BadRecord.ofEachKind(NOW))
        .filteredOn(it -> !hasOnlyABadTime(it))
        .hasSize(14)
        .allSatisfy(
            it ->
                assertThat(decoder.decode(it.bytes().orElse(null)))
                    .isInstanceOf(io.geostream.common.decode.BadRecord.class));
  }

  /** Those are judged against Kafka's timestamp, which is not known here. */
  private static boolean hasOnlyABadTime(BadRecord record) {
    Optional<String> value = record.value();
    return value.filter(it -> it.contains("2001-01-01") || it.contains("2026-11-24")).isPresent();
  }
}
