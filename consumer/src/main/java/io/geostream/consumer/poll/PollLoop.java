package io.geostream.consumer.poll;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.StopSignal;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.metrics.PartitionMetrics.Rebalance;
import io.geostream.consumer.write.OffsetKey;
import io.geostream.consumer.write.StoredOffset;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poll thread of a worker, sole owner of its Kafka consumer: polls, fills batches, and takes
 * part in the group. It never waits for the database; when there is no room for more it pauses its
 * partitions and goes on polling, so that the worker stays in its group through any outage.
 */
final class PollLoop implements Runnable, ConsumerRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(PollLoop.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration POLL_WHILE_LOADING = Duration.ofMillis(10);
  private static final Duration SPACE = Duration.ofMillis(100);
  private static final Duration REVOKE = Duration.ofSeconds(2);
  private static final Duration FLUSH = Duration.ofMillis(2_500);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final long HOUSEKEEPING_NANOS = Duration.ofSeconds(1).toNanos();

  private final Consumer<byte[], byte[]> kafka;
  private final CarefulPoll careful;
  private final OffsetKey key;
  private final Handoff handoff;
  private final Progress progress;
  private final Positions positions;
  private final BatchFiller filler;
  private final WriterConnection connection;
  private final GroupProgress told;
  private final PollFaults faults;
  private final StopSignal stop;
  private final Heartbeat heartbeat;
  private boolean paused;
  private boolean outOfHeap;
  private long housekeepingNanos = System.nanoTime();

  PollLoop(
      Consumer<byte[], byte[]> kafka,
      CarefulPoll careful,
      OffsetKey key,
      Handoff handoff,
      Progress progress,
      Positions positions,
      BatchFiller filler,
      WriterConnection connection,
      GroupProgress told,
      PollFaults faults,
      StopSignal stop,
      Heartbeat heartbeat) {
    this.kafka = kafka;
    this.careful = careful;
    this.key = key;
    this.handoff = handoff;
    this.progress = progress;
    this.positions = positions;
    this.filler = filler;
    this.connection = connection;
    this.told = told;
    this.faults = faults;
    this.stop = stop;
    this.heartbeat = heartbeat;
  }

  @Override
  public void run() {
    try {
      kafka.subscribe(List.of(key.topic()), this);
      while (!stop.isRequested()) {
        heartbeat.beat();
        turn();
      }
    } catch (InterruptedException | InterruptException e) {
      log.debug("interrupted: the worker is closed by force", e);
    } catch (Throwable e) { // whatever it is: a worker without its poll thread must not live on
      outOfHeap = e instanceof OutOfHeapException;
      stop.fail(e);
    } finally {
      finish();
      heartbeat.end();
    }
  }

  /** Ends the poll under way, for a stop. */
  void wakeUp() {
    kafka.wakeup();
  }

  private void turn() throws InterruptedException {
    takeLoadedPositions();
    if (handoff.isGivenUp(positions.generation())) {
      forgetPositions();
    }
    requestPositions();
    boolean space = handoff.awaitSpace(SPACE);
    setPaused(!space);
    filler.fill(poll(space));
    housekeeping();
  }

  private ConsumerRecords<byte[], byte[]> poll(boolean space) throws InterruptedException {
    try {
      Duration timeout = !space ? Duration.ZERO : positions.isLoading() ? POLL_WHILE_LOADING : POLL;
      ConsumerRecords<byte[], byte[]> records = careful.poll(timeout, positions);
      if (records != null) {
        faults.succeeded(!records.isEmpty());
        return records;
      }
      kafka.subscribe(List.of(key.topic()), this);
      return ConsumerRecords.empty();
    } catch (WakeupException e) {
      return ConsumerRecords.empty(); // a stop was requested
    } catch (LogTruncationException e) {
      throw LogMismatchException.truncated(
          key, e.offsetOutOfRangePartitions().keySet(), e.divergentOffsets());
    } catch (OffsetOutOfRangeException e) {
      log.warn("{}; stored positions are compared with the log again", Faults.oneLine(e));
      handoff.giveUp(positions.generation());
      return ConsumerRecords.empty();
    } catch (KafkaException e) {
      faults.failed(e);
      log.debug("poll is to be tried again", e);
      handoff.awaitRetry(positions.generation(), SPACE);
      return ConsumerRecords.empty();
    }
  }

  // Positions

  private void requestPositions() {
    Set<Integer> unknown = positions.request();
    if (!unknown.isEmpty()) {
      handoff.offer(new Handoff.LoadPositions(positions.generation(), unknown));
    }
  }

  private void takeLoadedPositions() {
    Progress.Loaded loaded = progress.takeLoaded();
    if (loaded == null) {
      return;
    }
    for (Map.Entry<Integer, StoredOffset> found : loaded.offsets().entrySet()) {
      int partition = found.getKey();
      StoredOffset offset = found.getValue();
      if (positions.loaded(loaded.generation(), partition, offset.next())) {
        kafka.seek(
            topicPartition(partition),
            new OffsetAndMetadata(offset.next(), offset.leaderEpoch(), ""));
        told.loaded(partition, offset.next());
        if (!paused) {
          kafka.resume(Set.of(topicPartition(partition)));
        }
      }
    }
  }

  /** Everything is to be loaded again; nothing is polled until then. */
  private void forgetPositions() {
    told.commitSoon(); // what was written before: told after the loading, it would take that back
    positions.forget();
    kafka.pause(kafka.assignment());
  }

  private void setPaused(boolean pause) {
    if (pause != paused) {
      paused = pause;
      if (pause) {
        kafka.pause(kafka.assignment());
      } else {
        kafka.resume(
            positions.assigned().stream()
                .filter(partition -> positions.position(partition).isPresent())
                .map(this::topicPartition)
                .collect(Collectors.toSet()));
      }
    }
  }

  // The group

  /**
   * Never waits for the database. Without any position {@code poll} would take over Kafka's commit,
   * paused or not, so each gets a placeholder until the stored one is loaded.
   */
  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> kafka.seek(partition, 0));
    kafka.pause(partitions);
    positions.assign(numbers(partitions));
    if (!partitions.isEmpty()) {
      told.assigned(numbers(partitions));
      log.info("assigned {}", describe(partitions));
    }
  }

  /**
   * Lets the write under way end, for a moment; drops the rest, which the next owner reads again.
   */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    giveUp(partitions, REVOKE);
    told.commitNow();
    told.forget(numbers(partitions), Rebalance.REVOKED);
    log.info("revoked {}", describe(partitions));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      giveUp(partitions, Duration.ZERO);
      told.forget(numbers(partitions), Rebalance.LOST);
      log.warn("lost {}: this consumer did not answer its group in time", describe(partitions));
    }
  }

  private void giveUp(Collection<TopicPartition> partitions, Duration patience) {
    handoff.giveUp(positions.generation());
    try {
      if (!handoff.awaitIdle(patience)) {
        connection.cancel();
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    positions.revoke(numbers(partitions));
    kafka.pause(
        positions.assigned().stream().map(this::topicPartition).collect(Collectors.toSet()));
  }

  private void housekeeping() {
    if (System.nanoTime() - housekeepingNanos >= HOUSEKEEPING_NANOS) {
      housekeepingNanos = System.nanoTime();
      told.commitSoon();
      told.report(positions);
    }
  }

  // The end

  /** What was polled is written, if that does not take long; then the group is left. */
  private void finish() {
    handoff.close();
    faults.end();
    try {
      if (!handoff.awaitDone(FLUSH)) {
        handoff.giveUp(positions.generation());
        connection.cancel();
        if (!handoff.awaitIdle(Duration.ofSeconds(1))) {
          connection.abort();
        }
      }
      told.commitNow();
    } catch (InterruptedException | KafkaException | OutOfMemoryError e) {
      log.debug("left without a last commit to Kafka", e);
    } finally {
      close();
    }
  }

  private void close() {
    if (outOfHeap) {
      return; // the answer that does not fit would come again, and again
    }
    try {
      kafka.close(CloseOptions.timeout(CLOSE));
    } catch (KafkaException | OutOfMemoryError e) {
      log.debug("the group was not told of the leaving", e);
    }
  }

  private TopicPartition topicPartition(int partition) {
    return new TopicPartition(key.topic(), partition);
  }

  private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
  }

  private static String describe(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(TopicPartition::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
