package io.geostream.benchmark.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.DecodedRows;
import io.geostream.common.decode.MappingDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {

  private static final int COUNT = 20_000;
  private static final int KEY = 1;

  private final Clock clock = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @EnumSource
  void fillEachColumnOfTheirMapping(Messages messages) {
    MappingDecoder decoder = MappingDecoder.of(messages.mapping(), ignored -> {});
    DecodedRows rows = decoder.rows();
    Supplier<Message> source = messages.source(1, 100, clock);

    for (int count = 0; count < 1_000; count++) {
      Message message = source.get();
      assertThat(decoder.decode(record(message))).isNull();
      assertThat(rows.count()).isEqualTo(messages == Messages.BATCH ? 10 : 1);
      assertThat(Long.bitCount(rows.present(0))).isEqualTo(rows.columns());
      assertThat(rows.text(0, KEY)).isEqualTo(message.key());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "WEATHER", mode = EnumSource.Mode.EXCLUDE)
  void haveAPlaceOfTheirOwnButForTheRepeats(Messages messages) {
    MappingDecoder decoder = MappingDecoder.of(messages.mapping(), ignored -> {});
    DecodedRows rows = decoder.rows();
    Supplier<Message> source = messages.source(1, 100, clock);
    Set<String> places = new HashSet<>();

    for (int count = 0; count < COUNT; count++) {
      assertThat(decoder.decode(record(source.get()))).isNull();
      for (int row = 0; row < rows.count(); row++) {
        places.add(rows.text(row, KEY) + rows.epochMicros(row));
      }
    }

    assertThat(places).hasSize((int) messages.rows(COUNT));
  }

  @Test
  void haveMembersThatTheNestedMappingIgnores() {
    AtomicLong ignored = new AtomicLong();
    MappingDecoder decoder = MappingDecoder.of(Messages.NESTED.mapping(), ignored::addAndGet);

    decoder.decode(record(Messages.NESTED.source(1, 100, clock).get()));

    assertThat(ignored).hasPositiveValue();
  }

  @ParameterizedTest
  @EnumSource
  void repeatThemselvesWithTheSameSeed(Messages messages) {
    assertThat(values(messages, 7))
        .isEqualTo(values(messages, 7))
        .isNotEqualTo(values(messages, 8));
  }

  private Object values(Messages messages, long seed) {
    return Stream.generate(messages.source(seed, 10, clock)).limit(20).toList();
  }

  private static ConsumerRecord<byte[], byte[]> record(Message message) {
    return new ConsumerRecord<>(
        "topic", 0, 0, new byte[0], message.value().getBytes(StandardCharsets.UTF_8));
  }
}
