package io.geostream.consumer.kafka;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * What Kafka tells of a topic.
 *
 * @param clusterId the cluster's id
 * @param id the topic's id, another one each time a topic of the name is made
 * @param partitions how many
 */
public record TopicInfo(String clusterId, Uuid id, int partitions) {

  /** The partitions' numbers. */
  public Set<Integer> numbers() {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
  }
}
