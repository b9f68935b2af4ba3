package io.geostream.consumer.poll;

import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.reading.ReadingDecoder;
import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.batch.DeadLetterLimit;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.database.WriterConnections;
import io.geostream.consumer.kafka.DeadLetters;
import io.geostream.consumer.kafka.MetadataNews;
import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.metrics.BatchMetrics;
import io.geostream.consumer.metrics.PartitionMetrics;
import io.geostream.consumer.write.Backoff;
import io.geostream.consumer.write.OffsetKey;
import io.geostream.consumer.write.OffsetTable;
import io.geostream.consumer.write.RefusedRows;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * One member of the consumer group: a poll thread that owns a Kafka consumer, and a writer thread
 * with one batch under way. Workers share nothing but what is safe to share; many in one process
 * are like many processes.
 */
public final class Worker {

  private static final Duration CLOSE = Duration.ofSeconds(6);

  private final List<Heartbeat> heartbeats;
  private final Thread pollThread;
  private final Thread writerThread;

  /** What the workers of one process share. */
  public record Shared(
      WriterConnections connections,
      OffsetTable offsets,
      PositionLoader loader,
      RowWriters rowWriters,
      DeadLetters deadLetters,
      DeadLetterLimit deadLetterLimit,
      BatchLimits limits,
      long pollBytes,
      Duration linger,
      AgeLimits ages,
      EndOffsets ends,
      Outage databaseOutage,
      Outage brokerOutage,
      BatchMetrics batchMetrics,
      PartitionMetrics partitionMetrics,
      StopSignal stop) {}

  private Worker(PollLoop pollLoop, Runnable writer, List<Heartbeat> heartbeats, int number) {
    this.heartbeats = heartbeats;
    this.pollThread = new Thread(pollLoop, "poll-" + number);
    this.writerThread = new Thread(writer, "write-" + number);
  }

  /**
   * Starts a worker's threads.
   *
   * @param number names the threads
   * @param consumer the worker's own Kafka consumer, which it closes
   * @param news how often that was told of its topic
   * @param polled what bounds its polls
   */
  public static Worker start(
      int number,
      Consumer<byte[], byte[]> consumer,
      MetadataNews news,
      PolledBytes polled,
      Shared shared) {
    Handoff handoff = new Handoff(shared.linger());
    BatchPool batches = new BatchPool(shared.limits());
    Progress progress = new Progress();
    Positions positions = new Positions();
    WriterConnection connection = shared.connections().make();
    Heartbeat pollBeat = new Heartbeat("poll-" + number);
    Heartbeat writeBeat = new Heartbeat("write-" + number);
    Backlogs backlogs = new Backlogs(System::currentTimeMillis);
    BatchFiller filler =
        new BatchFiller(
            new ReadingDecoder(shared.batchMetrics()::ignoredFields),
            shared.ages(),
            batches,
            handoff,
            positions,
            backlogs);
    OffsetKey key = shared.offsets().key();
    PollLoop pollLoop =
        new PollLoop(
            consumer,
            new CarefulPoll(
                consumer, key, handoff, polled, shared.pollBytes(), shared.stop()::isRequested),
            key,
            handoff,
            progress,
            positions,
            filler,
            connection,
            new GroupProgress(
                consumer,
                key.topic(),
                progress,
                backlogs,
                shared.ends(),
                shared.partitionMetrics()),
            new PollFaults(shared.brokerOutage(), System::nanoTime),
            shared.stop(),
            pollBeat);
    Writer writer =
        new Writer(
            handoff,
            batches,
            progress,
            shared.loader(),
            connection,
            new TopicGuard(shared.loader().topic(), news::count),
            shared.deadLetters(),
            shared.deadLetterLimit(),
            new Transaction(connection, shared.rowWriters(), shared.offsets()),
            new RefusedRows(
                connection, shared.rowWriters().plain(), shared.offsets(), writeBeat::beat),
            new Backoff(ThreadLocalRandom.current()::nextDouble),
            new Writer.Outages(shared.databaseOutage(), shared.brokerOutage()),
            shared.batchMetrics(),
            shared.stop(),
            writeBeat);
    Runnable writing =
        () -> {
          try (connection) {
            writer.run();
          }
        };
    Worker worker = new Worker(pollLoop, writing, List.of(pollBeat, writeBeat), number);
    shared.stop().onRequest(pollLoop::wakeUp);
    worker.writerThread.start();
    worker.pollThread.start();
    return worker;
  }

  /** The signs of life of the worker's threads. */
  public List<Heartbeat> heartbeats() {
    return heartbeats;
  }

  /**
   * Waits for the threads, which end by themselves once a stop is requested; then ends them by
   * force.
   */
  public void join() throws InterruptedException {
    long deadline = System.nanoTime() + CLOSE.toNanos();
    for (Thread thread : List.of(pollThread, writerThread)) {
      long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
      thread.join(left);
      if (thread.isAlive()) {
        thread.interrupt();
      }
    }
  }
}
