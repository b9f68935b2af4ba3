package io.geostream.benchmark.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.reading.Reading;
import io.geostream.common.reading.ReadingDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StationReadingsTest {

  private static final Instant FROM = Instant.parse("2026-01-31T00:00:00Z");
  private static final long FROM_MICROS = FROM.getEpochSecond() * 1_000_000;

  @Test
  void givesEachStationAReadingInItsTurn() {
    List<Reading> readings = readings(20);

    assertThat(readings.subList(0, 10)).extracting(Reading::locationId).doesNotHaveDuplicates();
    assertThat(readings.get(10).locationId()).isEqualTo(readings.get(0).locationId());
    assertThat(readings.get(0).epochMicros()).isEqualTo(FROM_MICROS);
    assertThat(readings.get(1).epochMicros()).isEqualTo(FROM_MICROS + 1_000_000);
    assertThat(readings.get(10).epochMicros()).isEqualTo(FROM_MICROS + 10_000_000);
  }

  @Test
  void repeatsItself() {
    assertThat(readings(50)).isEqualTo(readings(50));
  }

  private static List<Reading> readings(int count) {
    StationReadings readings = new StationReadings(7, 10, FROM, Duration.ofSeconds(10));
    ReadingDecoder decoder = new ReadingDecoder(ignored -> {});
    return Stream.generate(readings::next)
        .limit(count)
        .map(message -> decoder.decode(message.value().getBytes(StandardCharsets.UTF_8)))
        .map(Reading.class::cast)
        .toList();
  }
}
