package io.geostream.consumer.worker;

import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.mapping.Mapping;
import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.deadletter.DeadLetterLimit;
import io.geostream.consumer.deadletter.DeadLetters;
import io.geostream.consumer.metrics.BatchMetrics;
import io.geostream.consumer.metrics.PartitionMetrics;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.offsets.PositionLoader;
import io.geostream.consumer.write.RowWriters;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What the workers of one process share.
 *
 * @param writing where they write
 * @param reading how they read
 * @param signals what they report to
 * @param stop asks them to end
 */
public record Shared(Writing writing, Reading reading, Signals signals, StopSignal stop) {

  /**
   * Where workers write.
   *
   * @param connections opens nothing yet; each worker takes one connection and closes it
   */
  public record Writing(
      Supplier<WriterConnection> connections,
      OffsetTable offsets,
      PositionLoader loader,
      RowWriters rowWriters,
      DeadLetters letters,
      DeadLetterLimit letterLimit) {}

  /**
   * How workers read.
   *
   * @param mapping how messages are read
   * @param pollBytes how much a poll may bring, in bytes
   * @param linger how long a batch that is not full waits for more
   */
  public record Reading(
      Mapping mapping,
      BatchLimits limits,
      long pollBytes,
      Duration linger,
      AgeLimits ages,
      EndOffsets ends) {}

  /** What workers report to. */
  public record Signals(
      Outage database, Outage broker, BatchMetrics batches, PartitionMetrics partitions) {}
}
