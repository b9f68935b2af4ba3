package io.geostream.demo.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.file.MappingFile;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BadRecordTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");

  @Test
  void isNoReadingByTheRealRules() {
    MappingDecoder decoder = MappingDecoder.of(MappingFile.builtIn(), ignored -> {});

    assertThat(BadRecord.ofEachKind(NOW))
        .filteredOn(it -> !hasOnlyABadTime(it))
        .hasSize(14)
        .allSatisfy(it -> assertThat(decoder.decode(record(it))).as(it.toString()).isNotNull());
  }

  private static ConsumerRecord<byte[], byte[]> record(BadRecord bad) {
    return new ConsumerRecord<>("topic", 0, 0, new byte[0], bad.bytes().orElse(null));
  }

  /** Those are judged against Kafka's timestamp, which is not known here. */
  private static boolean hasOnlyABadTime(BadRecord record) {
    Optional<String> value = record.value();
    return value.filter(it -> it.contains("2001-01-01") || it.contains("2026-11-24")).isPresent();
  }
}
