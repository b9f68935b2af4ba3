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
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

/** How a poll thread polls and ends; its member's polls are what a test has them do in turn. */
final class PollThreadTest {

  private static final OffsetKey KEY = new OffsetKey("g", "c", "readings", Uuid.ZERO_UUID);
  private static final TopicPartition ZERO = new TopicPartition("readings", 0);

  private final LoopScene scene = new LoopScene();
  private final HeapLimitedClient client = new HeapLimitedClient();
  private final StopSignal stop = new StopSignal();
  private final Heartbeat heartbeat = new Heartbeat("poll-0");
  private final Outage broker = new Outage("broker", System::nanoTime);
  private final LargeRecords largeRecords =
      new LargeRecords(client, KEY, scene.mailbox, scene.owned, client.polled, 1_000);
  private final List<Poll> polls = new ArrayList<>();

  /** What happens in a poll. */
  @FunctionalInterface
  private interface Poll {
    ConsumerRecords<byte[], byte[]> with(Duration timeout) throws InterruptedException;
  }

  /** Runs the thread until the polls are over, or one of them throws; the last one stops it. */
  private void run(GroupMember member, Poll... inTurn) {
    polls.addAll(List.of(inTurn));
    scene.member.polling = this::poll;
    new PollThread(
            member,
            scene.loop,
            scene.mailbox,
            scene.writer,
            largeRecords,
            new PollFaults(broker, System::nanoTime),
            new Life(stop, heartbeat))
        .run();
    assertThat(heartbeat.problem()).isEqualTo("has ended");
    assertThat(scene.mailbox.isWanted(Integer.MAX_VALUE)).as("the mailbox is open").isFalse();
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

  private ConsumerRecords<byte[], byte[]> assigning(Duration timeout) {
    scene.member.assign(Set.of(0));
    return ConsumerRecords.empty();
  }

  /** The writer loads the position of partition 0 while it is waited for. */
  private ConsumerRecords<byte[], byte[]> loading(Duration timeout) throws InterruptedException {
    scene.load(0, Map.of(0, 100L));
    return ConsumerRecords.empty();
  }

  private static ConsumerRecords<byte[], byte[]> record() {
    return new ConsumerRecords<>(
        Map.of(ZERO, List.of(Records.record(0, 100))),
        Map.of(ZERO, new OffsetAndMetadata(101, Optional.of(7), "")));
  }

  private void requireLeftInOrder() {
    assertThat(stop.fault()).isNull();
    assertThat(scene.member.closes).isEqualTo(1);
    assertThat(scene.writer.cancels).isZero();
    assertThat(scene.writer.aborts).isZero();
  }

  @Test
  void pollsUntilAStopIsRequestedAndLeavesTheGroup() {
    List<Duration> timeouts = new ArrayList<>();
    Poll noting =
        timeout -> {
          timeouts.add(timeout);
          return ConsumerRecords.empty();
        };
    Poll loading =
        timeout -> {
          timeouts.add(timeout);
          return loading(timeout);
        };
    run(scene.member, noting, this::assigning, loading);
    assertThat(timeouts).containsExactly(LoopScene.POLL, LoopScene.BRIEFLY);
    assertThat(scene.member.joins).as("once for the scene").isEqualTo(2);
    requireLeftInOrder();
  }

  @Test
  void whatWasPolledIsWrittenAndCommittedBeforeTheGroupIsLeft() throws Exception {
    Thread writer = new Thread(this::writeOne, "writer");
    run(
        scene.member,
        this::assigning,
        this::loading,
        timeout -> {
          writer.start();
          return record();
        });
    writer.join();
    assertThat(scene.member.committedNow)
        .containsExactly(Map.of(0, TestBatches.advance(100, 101).get(0)));
    requireLeftInOrder();
  }

  /** Once a stop is requested, takes a batch and commits it. */
  private void writeOne() {
    try {
      stop.await();
      if (scene.mailbox.take(Duration.ofSeconds(20)) instanceof Work.WriteBatch) {
        scene.reportCommitted(100, 101);
        scene.mailbox.done();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatTakesTooLongToWriteIsGivenUpThenCancelledThenCutOff() {
    scene.writer.idle = false;
    run(scene.member, this::assigning, this::loading, timeout -> record());
    assertThat(scene.mailbox.isAllWritten()).as("given up").isTrue();
    assertThat(scene.writer.cancels).isEqualTo(1);
    assertThat(scene.writer.waits).containsExactly(Duration.ofSeconds(1));
    assertThat(scene.writer.aborts).isEqualTo(1);
    assertThat(scene.member.closes).isEqualTo(1);
  }

  @Test
  void aDefectStopsTheDaemon() {
    IllegalStateException defect = new IllegalStateException("a defect");
    run(
        scene.member,
        timeout -> {
          throw defect;
        });
    assertThat(stop.fault()).isSameAs(defect);
    assertThat(scene.member.closes).isEqualTo(1);
  }

  @Test
  void aFaultOfTheBrokerThatPassesIsWaitedFor() {
    boolean[] away = new boolean[1];
    run(
        scene.member,
        timeout -> {
          throw new TimeoutException("no broker");
        },
        timeout -> {
          away[0] = broker.isActive();
          stop.request();
          return ConsumerRecords.empty();
        });
    assertThat(away[0]).isTrue();
    requireLeftInOrder();
    broker.recovered("a watch");
    assertThat(broker.isActive()).as("the thread left its outage to a watch").isFalse();
  }

  @Test
  void anyRecordEndsTheBrokersOutage() throws Exception {
    Thread writer = new Thread(this::writeOne, "writer");
    run(
        scene.member,
        this::assigning,
        this::loading,
        timeout -> {
          stop.onRequest(writer::start);
          throw new TimeoutException("no broker");
        },
        timeout -> record());
    writer.join();
    assertThat(broker.begun()).isEqualTo(1);
    assertThat(broker.isActive()).isFalse();
  }

  @Test
  void aBrokersRefusalStopsTheDaemon() {
    TopicAuthorizationException refusal = new TopicAuthorizationException("no right to read");
    run(
        scene.member,
        timeout -> {
          throw refusal;
        });
    assertThat(stop.fault()).isSameAs(refusal);
  }

  @Test
  void anOffsetOutOfRangeIsLoadedAgain() {
    run(
        scene.member,
        this::assigning,
        this::loading,
        timeout -> {
          throw new OffsetOutOfRangeException(Map.of(ZERO, 100L));
        },
        timeout -> {
          scene.load(1, Map.of(0, 90L));
          return ConsumerRecords.empty();
        },
        timeout -> ConsumerRecords.empty());
    assertThat(scene.member.positions).isEqualTo(Map.of(0, LoopScene.stored(90)));
    requireLeftInOrder();
  }

  @Test
  void anInterruptionIsNoFault() {
    run(
        scene.member,
        timeout -> {
          throw new InterruptException("closed by force");
        });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stop.fault()).isNull();
    assertThat(scene.member.closes).isEqualTo(1);
  }

  @Test
  void aHeapThatDoesNotSufficeLeavesTheGroupAndJoinsItAgain() {
    KafkaMember member = new KafkaMember(client, KEY, largeRecords);
    run(member);
    assertThat(client.joins).isEqualTo(2);
    assertThat(stop.fault()).isInstanceOf(OutOfHeapException.class);
    assertThat(client.closed()).as("the answer that does not fit would come again").isFalse();
  }
}
