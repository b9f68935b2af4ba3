package io.geostream.consumer.tool.offsets;

import io.geostream.consumer.kafka.TopicInfo;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What broker and database hold of a topic's offsets at one moment.
 *
 * @param logs of each partition that there is
 */
record Snapshot(TopicInfo topic, SortedMap<Integer, LogRange> logs, StoredRows stored) {

  /** All partitions that there are or that have a row, in order. */
  List<PartitionState> partitions() {
    SortedSet<Integer> numbers = new TreeSet<>(logs.keySet());
    numbers.addAll(stored.rows().keySet());
    return numbers.stream()
        .map(
            number ->
                new PartitionState(
                    number, stored.rows().get(number), logs.get(number), topic.id().toString()))
        .toList();
  }
}
