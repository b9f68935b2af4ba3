package io.geostream.consumer.worker;

import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.ResetAdvice;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** A record, or an answer of a broker, does not fit into the heap; the consumer has to stop. */
final class OutOfHeapException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 10;

  private OutOfHeapException(String message, Throwable cause) {
    super(message, cause);
  }

  static OutOfHeapException record(OffsetKey key, int partition, long offset, Throwable cause) {
    return new OutOfHeapException(
        String.format(
            Locale.ROOT,
            """
        %s-%d: the record at offset %d does not fit into the heap of %d MiB. Give the JVM a larger one (-Xmx); or, to go on \
        without that record, stop all consumers of the group and run: %s\
        """,
            key.topic(),
            partition,
            offset,
            heapMebibytes(),
            ResetAdvice.in(key, partition, Long.toString(offset + 1))),
        cause);
  }

  /**
   * @param next where each partition is read next, in the order of the partitions; empty if not all
   *     before that is known to be written
   */
  static OutOfHeapException oneOf(OffsetKey key, SortedMap<Integer, Long> next, Throwable cause) {
    if (next.isEmpty()) {
      return unwritten(key, cause);
    }
    return new OutOfHeapException(
        String.format(
            Locale.ROOT,
            """
        %s: the heap of %d MiB does not suffice for the record, or the batch of records, that one of these partitions has \
        next: %s. Give the JVM a larger heap (-Xmx); or, to go on without a record, stop all consumers of the group and run: \
        %s\
        """,
            key.topic(),
            heapMebibytes(),
            next.entrySet().stream()
                .map(each -> each.getKey() + " at offset " + each.getValue())
                .collect(Collectors.joining(", ")),
            ResetAdvice.in(key, List.of(), "OFFSET --partition PARTITION")),
        cause);
  }

  /** Skipping a record now would also skip unwritten ones before it. */
  private static OutOfHeapException unwritten(OffsetKey key, Throwable cause) {
    return new OutOfHeapException(
        String.format(
            Locale.ROOT,
            """
        %s: the heap of %d MiB does not suffice for a record, or a batch of records, that comes next. Which one it is can be \
        said only once all before it is written, and it is not written yet. Give the JVM a larger heap (-Xmx)\
        """,
            key.topic(),
            heapMebibytes()),
        cause);
  }

  /**
   * Whether the heap was too small. In the classic group protocol, a thread of the client's own
   * passes its error on as a cause. Unlike {@link io.geostream.common.daemon.Causes} it needs no
   * memory, of which there may be none.
   */
  static boolean isOutOfMemory(Throwable fault) {
    Throwable cause = fault;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  private static long heapMebibytes() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }
}
