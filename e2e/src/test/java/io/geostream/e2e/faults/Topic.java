package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of a scenario as the broker sees it. */
record Topic(Pipeline pipeline) {

  /** How many records it holds, transaction markers included; none may have been deleted. */
  long records() {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", pipeline.broker().bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer
          .endOffsets(
              consumer.partitionsFor(pipeline.topic()).stream()
                  .map(info -> new TopicPartition(info.topic(), info.partition()))
                  .collect(Collectors.toSet()))
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }
}
