package io.geostream.consumer.kafka;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka knows of a topic.
 *
 * @param clusterId the cluster's id
 * @param id the topic's id, another one each time a topic of the name is made
 * @param partitions how many
 */
public record TopicInfo(String clusterId, Uuid id, int partitions) {

  /**
   * From what the brokers report.
   *
   * @throws KafkaException if they report no cluster id: the offsets in the database belong to a
   *     cluster, and would be another's once an id appears
   */
  static TopicInfo of(@Nullable String clusterId, Uuid id, int partitions) {
    if (clusterId == null) {
      throw new KafkaException(
          "the brokers report no cluster id, which stored offsets need; set one (cluster.id), or use brokers that have one");
    }
    return new TopicInfo(clusterId, id, partitions);
  }

  /** The partitions' numbers. */
  public Set<Integer> numbers() {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
  }
}
