package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.KafkaBroker;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic of a scenario as the broker sees it. */
record Topic(KafkaBroker broker, String name) {

  /** That of the readings. */
  static Topic of(Pipeline pipeline) {
    return new Topic(pipeline.broker(), pipeline.topic());
  }

  /** That of the dead letters, which need not exist yet. */
  static Topic ofDeadLetters(Pipeline pipeline) {
    return new Topic(pipeline.broker(), pipeline.topic() + ".dead-letter");
  }

  /**
   * How many records it holds, transaction markers included; none may have been deleted. A topic
   * that does not exist holds none.
   */
  long records() {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer
          .endOffsets(
              consumer.listTopics().getOrDefault(name, List.of()).stream()
                  .map(info -> new TopicPartition(info.topic(), info.partition()))
                  .collect(Collectors.toSet()))
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }
}
