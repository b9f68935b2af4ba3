package io.geostream.benchmark.stage;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Fills a topic: snappy, batches of 256 KiB, keyed by station. */
public final class TopicFill {

  private static final int BATCH_BYTES = 256 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024 * 1024;
  private static final int LINGER_MILLIS = 50;

  private TopicFill() {}

  /**
   * Sends so many readings, and returns when all are acknowledged.
   *
   * @throws IllegalStateException when one is not
   */
  public static void fill(Addresses addresses, Supplier<Message> readings, long count) {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    try (KafkaProducer<String, String> producer = producer(addresses)) {
      for (long sent = 0; sent < count; sent++) {
        Message message = readings.get();
        var unused =
            producer.send(
                new ProducerRecord<>(addresses.topic(), message.key(), message.value()),
                (metadata, problem) -> failure.compareAndSet(null, problem));
      }
      producer.flush();
    }
    Exception problem = failure.get();
    if (problem != null) {
      throw new IllegalStateException("a reading was not taken by the broker", problem);
    }
  }

  private static KafkaProducer<String, String> producer(Addresses addresses) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            addresses.bootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "snappy",
            ProducerConfig.BATCH_SIZE_CONFIG,
            BATCH_BYTES,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            BUFFER_BYTES,
            ProducerConfig.LINGER_MS_CONFIG,
            LINGER_MILLIS,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            StringSerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            StringSerializer.class));
  }
}
