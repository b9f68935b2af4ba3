package io.geostream.stack.testing;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All that a topic holds at one moment.
 *
 * @param partitions how many it has; 0 if there is no such topic
 * @param records in the order of the offsets of each partition
 */
public record TopicContent(int partitions, List<ConsumerRecord<byte[], byte[]>> records) {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** With the records of transactions that are open or aborted. */
  public static TopicContent of(String servers, String topic) {
    return read(servers, topic, READ_UNCOMMITTED, READ_UNCOMMITTED);
  }

  /** What a reader of committed transactions finds now. */
  public static TopicContent committed(String servers, String topic) {
    return read(servers, topic, READ_COMMITTED, READ_COMMITTED);
  }

  /**
   * What a reader of committed transactions finds once none is open: the brokers finish a commit a
   * moment after they have promised it.
   */
  public static TopicContent settled(String servers, String topic) {
    return read(servers, topic, READ_UNCOMMITTED, READ_COMMITTED);
  }

  private static TopicContent read(
      String servers, String topic, IsolationLevel ofEnds, IsolationLevel ofRecords) {
    Map<TopicPartition, Long> ends = ends(servers, topic, ofEnds);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    if (ends.isEmpty()) {
      return new TopicContent(0, records);
    }
    try (var consumer = consumer(servers, ofRecords)) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .atMost(TIMEOUT)
          .until(
              () -> {
                consumer.poll(POLL).forEach(records::add);
                return ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
              });
    }
    return new TopicContent(ends.size(), List.copyOf(records));
  }

  private static Map<TopicPartition, Long> ends(
      String servers, String topic, IsolationLevel level) {
    try (var consumer = consumer(servers, level)) {
      return consumer.endOffsets(
          consumer.listTopics().getOrDefault(topic, List.of()).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList());
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String servers, IsolationLevel level) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "isolation.level", level.toString());
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
