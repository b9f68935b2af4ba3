package io.geostream.consumer.tool.log;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * A part of a partition.
 *
 * @param begin the first offset
 * @param end the offset after the last one
 */
public record Span(TopicPartition partition, long begin, long end) {

  /**
   * Parts of a topic's partitions, in their order.
   *
   * @param begins a partition without one is taken to be empty
   */
  public static List<Span> of(String topic, Map<Integer, Long> begins, Map<Integer, Long> ends) {
    return ends.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            end ->
                new Span(
                    new TopicPartition(topic, end.getKey()),
                    begins.getOrDefault(end.getKey(), end.getValue()),
                    end.getValue()))
        .toList();
  }

  /** How many offsets; there may be fewer records. */
  public long length() {
    return Math.max(0, end - begin);
  }

  /** How many offsets parts have together. */
  public static OptionalLong total(List<Span> parts) {
    return OptionalLong.of(parts.stream().mapToLong(Span::length).sum());
  }
}
