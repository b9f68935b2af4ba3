package io.geostream.consumer.poll;

import io.geostream.consumer.metrics.PartitionMetrics;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What of a worker's partitions is not written yet. A partition is known from the loading of its
 * first position on; when its positions are loaded anew, it begins anew. Used by the poll thread
 * alone.
 */
final class Backlogs {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final LongSupplier epochMillis;
  private final Map<Integer, Backlog> backlogs = new TreeMap<>();

  /**
   * @param epochMillis the clock, in milliseconds since 1970
   */
  Backlogs(LongSupplier epochMillis) {
    this.epochMillis = epochMillis;
  }

  /** A partition begins at an offset. */
  void loaded(int partition, long offset) {
    backlogs.put(partition, new Backlog(offset, epochMillis.getAsLong()));
  }

  /** Partitions are not ours any more. */
  void forget(Collection<Integer> partitions) {
    partitions.forEach(backlogs::remove);
  }

  /** A run of a partition's records begins that were read and are to be written. */
  void begin(ConsumerRecord<?, ?> first) {
    Backlog backlog = backlogs.get(first.partition());
    if (backlog != null) {
      backlog.begin(first.offset(), first.timestamp());
    }
  }

  /** The last record of a partition that was read. */
  void end(ConsumerRecord<?, ?> last) {
    Backlog backlog = backlogs.get(last.partition());
    if (backlog != null) {
      backlog.end(last.offset(), last.timestamp());
    }
  }

  /** All of a partition before an offset is written. */
  void written(int partition, long next) {
    Backlog backlog = backlogs.get(partition);
    if (backlog != null) {
      backlog.written(next);
    }
  }

  /** Where a partition ends: so many offsets behind the next one to read. */
  void endsAt(int partition, long position, long unread) {
    Backlog backlog = backlogs.get(partition);
    if (backlog != null) {
      backlog.endsAt(position, unread, epochMillis.getAsLong());
    }
  }

  /** Tells the metrics. */
  void report(PartitionMetrics metrics) {
    long now = epochMillis.getAsLong();
    backlogs.forEach(
        (partition, backlog) ->
            metrics.report(
                partition,
                new PartitionMetrics.State(
                    backlog.size(),
                    backlog.ageMillis(now) / MILLIS_PER_SECOND,
                    backlog.stored(),
                    backlog.end())));
  }
}
