package io.geostream.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The dead letters themselves. The consumer's metrics would not do: a batch whose commit succeeded
 * but whose answer a crash has swallowed is never counted in them.
 *
 * @param bootstrapServers the brokers
 * @param topic the topic of the readings
 */
record DeadLetterTopic(String bootstrapServers, String topic) {

  private static final String SUFFIX = ".dead-letter";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * How many records became dead letters. They come at least once, so one that came again is
   * counted once.
   *
   * @throws DemoException if Kafka does not hand them out in time
   */
  long distinct() {
    try (Consumer<byte[], byte[]> kafka = consumer()) {
      List<PartitionInfo> found = kafka.listTopics(TIMEOUT).get(topic + SUFFIX);
      if (found == null) {
        return 0; // it is made for the first letter
      }
      List<TopicPartition> partitions =
          found.stream().map(it -> new TopicPartition(it.topic(), it.partition())).toList();
      Map<TopicPartition, Long> ends = kafka.endOffsets(partitions, TIMEOUT);
      kafka.assign(partitions);
      kafka.seekToBeginning(partitions);
      return origins(kafka, ends).size();
    }
  }

  private static Set<String> origins(
      Consumer<byte[], byte[]> kafka, Map<TopicPartition, Long> ends) {
    Set<String> origins = new HashSet<>();
    long giveUp = System.nanoTime() + TIMEOUT.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(it -> kafka.position(it.getKey(), TIMEOUT) < it.getValue())) {
      if (System.nanoTime() > giveUp) {
        throw new DemoException("Kafka does not hand out the dead letters");
      }
      kafka.poll(POLL).forEach(letter -> origins.add(origin(letter)));
    }
    return origins;
  }

  /** Where the record was that the letter is about. */
  static String origin(ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, "x-original-partition") + "/" + header(letter, "x-original-offset");
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    if (header == null) {
      throw new DemoException("a dead letter has no header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            "false",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
