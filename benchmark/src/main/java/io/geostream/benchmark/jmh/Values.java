package io.geostream.benchmark.jmh;

import io.geostream.benchmark.stage.Message;
import io.geostream.benchmark.stage.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Messages' values that take turns, so that no branch is learnt by heart. */
final class Values {

  static final int COUNT = 1_000;

  private final List<ConsumerRecord<byte[], byte[]>> records;
  private int next;

  Values(Messages messages) {
    Supplier<Message> source = messages.source(1, COUNT, Clock.systemUTC());
    this.records =
        Stream.generate(() -> source.get().value().getBytes(StandardCharsets.UTF_8))
            .limit(COUNT)
            .map(value -> new ConsumerRecord<>("readings", 0, 0, new byte[0], value))
            .toList();
  }

  ConsumerRecord<byte[], byte[]> next() {
    next = next + 1 == COUNT ? 0 : next + 1;
    return records.get(next);
  }
}
