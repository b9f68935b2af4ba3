package io.geostream.consumer.poll;

import io.geostream.consumer.offsets.ResetAdvice;
import io.geostream.consumer.write.OffsetKey;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A record, or an answer of a broker, does not fit into the heap; the consumer has to stop. */
final class OutOfHeapException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private OutOfHeapException(String message, Throwable cause) {
    super(message, cause);
  }

  static OutOfHeapException record(OffsetKey key, int partition, long offset, Throwable cause) {
    return new OutOfHeapException(
        """
        %s-%d: the record at offset %d does not fit into the heap of %d MiB. Give the JVM a larger one (-Xmx); or, to go on \
        without that record, stop all consumers of the group and run: %s\
        """
            .formatted(
                key.topic(),
                partition,
                offset,
                heapMebibytes(),
                ResetAdvice.in(key, partition, Long.toString(offset + 1))),
        cause);
  }

  static OutOfHeapException answer(OffsetKey key, Positions positions, Throwable cause) {
    String next =
        new TreeSet<>(positions.assigned())
            .stream()
                .map(partition -> next(partition, positions))
                .collect(Collectors.joining(", "));
    return new OutOfHeapException(
        """
        %s: an answer of a broker does not fit into the heap of %d MiB: a batch of records in one of these partitions is too \
        large. Next to read: %s. Give the JVM a larger heap (-Xmx); or, to go on without a record, stop all consumers of the \
        group and run: %s\
        """
            .formatted(
                key.topic(),
                heapMebibytes(),
                next,
                ResetAdvice.in(key, List.of(), "OFFSET --partition PARTITION")),
        cause);
  }

  private static String next(int partition, Positions positions) {
    return "partition %d at offset %s"
        .formatted(
            partition,
            positions.position(partition).isPresent()
                ? positions.position(partition).getAsLong()
                : "unknown");
  }

  private static long heapMebibytes() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }
}
