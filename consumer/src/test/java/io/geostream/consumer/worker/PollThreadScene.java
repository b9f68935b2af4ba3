package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.consumer.batch.Records;
import io.geostream.consumer.offsets.OffsetKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.WakeupException;

/** A poll thread whose member's polls are what a test has them do in turn. */
final class PollThreadScene {

  static final OffsetKey KEY = new OffsetKey("g", "c", "readings", Uuid.ZERO_UUID);
  static final TopicPartition ZERO = new TopicPartition("readings", 0);

  final LoopScene scene = new LoopScene();
  final FakeMember member = scene.member;
  final FakeUnderWay writer = scene.writer;
  final HeapLimitedClient client = new HeapLimitedClient();
  final StopSignal stop = new StopSignal();
  final Heartbeat heartbeat = new Heartbeat("poll-0");
  final Outage broker = new Outage("broker", System::nanoTime);
  final LargeRecords largeRecords =
      new LargeRecords(client, KEY, scene.mailbox, scene.owned, client.polled, 1_000);
  private final List<Poll> polls = new ArrayList<>();

  /** What happens in a poll. */
  @FunctionalInterface
  interface Poll {
    ConsumerRecords<byte[], byte[]> with(Duration timeout) throws InterruptedException;
  }

  PollThreadScene() {
    member.polling = this::poll;
    writer.done = scene.mailbox::awaitDone;
  }

  /** Runs the thread until the polls are over, or one of them throws; the last one stops it. */
  void run(Poll... inTurn) {
    polls.addAll(List.of(inTurn));
    run(member);
  }

  /** Runs the thread with another member. */
  void run(GroupMember other) {
    new PollThread(
            other,
            scene.loop,
            scene.mailbox,
            writer,
            largeRecords,
            new PollFaults(broker, System::nanoTime),
            new Life(stop, heartbeat))
        .run();
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    Poll next = polls.isEmpty() ? this::stopping : polls.remove(0);
    try {
      return next.with(timeout);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ConsumerRecords<byte[], byte[]> stopping(Duration timeout) {
    stop.request();
    throw new WakeupException();
  }

  /** The member is assigned partition 0. */
  ConsumerRecords<byte[], byte[]> assigning(Duration timeout) {
    member.assign(Set.of(0));
    return ConsumerRecords.empty();
  }

  /** The writer loads the position of partition 0, which is 100. */
  ConsumerRecords<byte[], byte[]> loading(Duration timeout) throws InterruptedException {
    scene.load(0, Map.of(0, 100L));
    return ConsumerRecords.empty();
  }

  /** The poll brings the record there. */
  ConsumerRecords<byte[], byte[]> reading(Duration timeout) {
    return new ConsumerRecords<>(
        Map.of(ZERO, List.of(Records.record(0, 100))),
        Map.of(ZERO, new OffsetAndMetadata(101, Optional.of(7), "")));
  }

  /** The writer takes a batch and commits it; to be called in a thread of its own. */
  void write() {
    try {
      if (scene.mailbox.take(Duration.ofSeconds(20)) instanceof Work.WriteBatch) {
        scene.reportCommitted(100, 101);
        scene.mailbox.done();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void requireEnded() {
    assertThat(heartbeat.problem()).isEqualTo("has ended");
    assertThat(scene.mailbox.isWanted(Integer.MAX_VALUE)).as("the mailbox is open").isFalse();
    assertThat(member.closes).as("left the group").isEqualTo(1);
  }

  void requireEndedInOrder() {
    requireEnded();
    assertThat(stop.fault()).isNull();
    assertThat(writer.cancels).isZero();
  }
}
