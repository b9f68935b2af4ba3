package io.geostream.benchmark.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.DecodedRows;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TutorialReadingsTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456Z");
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void makesReadingsThatTheConsumerTakesOfAboutTheTutorialsLength() {
    TutorialReadings readings = new TutorialReadings(1, 1_000, clock);
    MappingDecoder decoder = MappingDecoder.of(MappingFile.builtIn(), ignored -> {});
    DecodedRows rows = decoder.rows();
    Set<String> locations = new HashSet<>();
    double bytes = 0;
    for (int count = 0; count < 5_000; count++) {
      Message message = readings.next();
      byte[] value = message.value().getBytes(StandardCharsets.UTF_8);
      bytes += value.length;

      assertThat(decoder.decode(new ConsumerRecord<>("t", 0, 0, new byte[0], value))).isNull();
      assertThat(rows.text(0, 1)).isEqualTo(message.key());
      assertThat(rows.epochMicros(0)).isEqualTo(1_769_860_800_123_456L);
      assertThat(Long.bitCount(rows.present(0))).isEqualTo(rows.columns());
      locations.add(message.key());
    }

    assertThat(bytes / 5_000).isBetween(304.0, 312.0);
    assertThat(locations).hasSizeBetween(950, 1_000);
  }

  @Test
  void repeatsItselfWithTheSameSeed() {
    assertThat(values(7)).isEqualTo(values(7)).isNotEqualTo(values(8));
  }

  private Object values(long seed) {
    TutorialReadings readings = new TutorialReadings(seed, 10, clock);
    return Stream.generate(readings::next).limit(20).toList();
  }
}
