package io.geostream.consumer.worker;

import io.geostream.common.daemon.StopSignal;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.kafka.MetadataNews;
import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.write.Backoff;
import io.geostream.consumer.write.RefusedRows;
import io.geostream.consumer.write.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * One member of the consumer group: a poll thread with a Kafka consumer of its own, and a writer
 * thread with a database connection of its own. Many workers in one process are like many
 * processes.
 */
public final class Worker {

  private static final Duration CLOSE = Duration.ofSeconds(6);

  private final List<Heartbeat> heartbeats;
  private final Thread pollThread;
  private final Thread writerThread;

  private Worker(int number, PollThread poll, WriterThread writer, List<Heartbeat> heartbeats) {
    this.heartbeats = heartbeats;
    this.pollThread = new Thread(poll, "poll-" + number);
    this.writerThread = new Thread(writer, "write-" + number);
  }

  /**
   * A worker's Kafka consumer.
   *
   * @param kafka closed by the worker
   * @param news counts its metadata updates of the topic
   * @param polled bounds its polls
   */
  public record Client(Consumer<byte[], byte[]> kafka, MetadataNews news, PolledBytes polled) {}

  /**
   * Starts a worker's threads, which end by themselves once a stop is requested.
   *
   * @param number names the threads
   */
  public static Worker start(int number, Client client, Shared shared) {
    StopSignal stop = shared.stop();
    Life pollLife = new Life(stop, new Heartbeat("poll-" + number));
    Life writeLife = new Life(stop, new Heartbeat("write-" + number));
    Mailbox mailbox = new Mailbox(new WaitingBatches(shared.reading().linger()), System::nanoTime);
    BatchPool batches = new BatchPool(shared.reading().limits());
    WriterConnection connection = shared.writing().connections().get();
    Worker worker =
        new Worker(
            number,
            poll(
                client,
                mailbox,
                batches,
                new WriterUnderWay(mailbox, connection),
                shared,
                pollLife),
            writer(client.news(), mailbox, batches, connection, shared, writeLife),
            List.of(pollLife.heartbeat(), writeLife.heartbeat()));
    stop.onRequest(client.kafka()::wakeup);
    worker.writerThread.start();
    worker.pollThread.start();
    return worker;
  }

  private static PollThread poll(
      Client client,
      Mailbox mailbox,
      BatchPool batches,
      UnderWay writer,
      Shared shared,
      Life life) {
    Shared.Reading reading = shared.reading();
    Shared.Signals signals = shared.signals();
    OffsetKey key = shared.writing().offsets().key();
    OwnedPartitions owned = new OwnedPartitions(System::currentTimeMillis);
    LargeRecords largeRecords =
        new LargeRecords(client.kafka(), key, mailbox, owned, client.polled(), reading.pollBytes());
    KafkaMember member = new KafkaMember(client.kafka(), key, largeRecords);
    PollLoop loop =
        new PollLoop(
            member,
            mailbox,
            writer,
            owned,
            new BatchFiller(
                MappingDecoder.of(reading.mapping(), signals.batches()::ignoredFields),
                reading.ages(),
                batches,
                mailbox,
                owned,
                System::nanoTime),
            new GroupProgress(member, owned, reading.ends(), signals.partitions()),
            System::nanoTime);
    PollFaults faults = new PollFaults(signals.broker(), System::nanoTime);
    return new PollThread(member, loop, mailbox, writer, largeRecords, faults, life);
  }

  private static WriterThread writer(
      MetadataNews news,
      Mailbox mailbox,
      BatchPool batches,
      WriterConnection connection,
      Shared shared,
      Life life) {
    Shared.Writing writing = shared.writing();
    Shared.Signals signals = shared.signals();
    Backoff backoff = new Backoff(ThreadLocalRandom.current()::nextDouble);
    BatchWriter policy =
        new BatchWriter(
            mailbox,
            new WorkInHand(mailbox, batches),
            new KnownOffsets(System::nanoTime),
            new Failures(signals.database(), signals.broker(), backoff, signals.batches()),
            new Outcomes(mailbox, writing.letterLimit(), signals.batches()));
    Runnable progress =
        () -> {
          connection.progress();
          life.heartbeat().beat();
        };
    DatabaseStore store =
        new DatabaseStore(
            connection,
            writing.loader(),
            writing.offsets(),
            new Transaction(connection, writing.rowWriters(), writing.offsets(), progress),
            new RefusedRows(connection, writing.rowWriters().plain(), writing.offsets(), progress));
    TopicGuard topic = new TopicGuard(writing.loader().topic()::requireUnchanged, news::count);
    return new WriterThread(
        policy,
        new CommandExecutor(mailbox, store, writing.letters()::send, topic),
        mailbox,
        connection,
        life);
  }

  /** The signs of life of the worker's threads. */
  public List<Heartbeat> heartbeats() {
    return heartbeats;
  }

  /** Waits for the threads to end; after six seconds interrupts them. */
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
