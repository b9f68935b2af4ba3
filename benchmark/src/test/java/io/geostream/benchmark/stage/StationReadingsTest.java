package io.geostream.benchmark.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StationReadingsTest {

  private static final Instant FROM = Instant.parse("2026-01-31T00:00:00Z");

  @Test
  void givesEachStationAReadingInItsTurn() {
    List<Message> readings = readings(20);

    assertThat(readings.subList(0, 10)).extracting(Message::key).doesNotHaveDuplicates();
    assertThat(readings.get(10).key()).isEqualTo(readings.get(0).key());
    assertThat(readings.get(0).value()).contains("2026-01-31T00:00:00.000000");
    assertThat(readings.get(1).value()).contains("2026-01-31T00:00:01.000000");
    assertThat(readings.get(10).value()).contains("2026-01-31T00:00:10.000000");
  }

  @Test
  void repeatsItself() {
    assertThat(readings(50)).isEqualTo(readings(50));
  }

  private static List<Message> readings(int count) {
    StationReadings readings = new StationReadings(7, 10, FROM, Duration.ofSeconds(10));
    return Stream.generate(readings::next).limit(count).toList();
  }
}
