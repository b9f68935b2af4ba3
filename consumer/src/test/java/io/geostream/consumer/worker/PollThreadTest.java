package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.worker.PollThreadScene.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** How a poll thread polls, and what it does about faults. */
final class PollThreadTest {

  private final PollThreadScene thread = new PollThreadScene();

  private static ConsumerRecords<byte[], byte[]> noBroker(Duration timeout) {
    throw new TimeoutException("no broker");
  }

  @Test
  void pollsUntilAStopIsRequested() {
    List<Duration> timeouts = new ArrayList<>();
    Poll loading =
        timeout -> {
          timeouts.add(timeout);
          return thread.loading(timeout);
        };
    Poll noting =
        timeout -> {
          timeouts.add(timeout);
          return ConsumerRecords.empty();
        };
    thread.run(noting, thread::assigning, loading, noting);
    assertThat(timeouts).containsExactly(LoopScene.POLL, LoopScene.BRIEFLY, LoopScene.POLL);
    thread.requireEndedInOrder();
  }

  @Test
  void aFaultOfTheBrokerThatPassesIsWaitedFor() {
    boolean[] away = new boolean[1];
    thread.run(
        PollThreadTest::noBroker,
        timeout -> {
          away[0] = thread.broker.isActive();
          return ConsumerRecords.empty();
        });
    assertThat(away[0]).isTrue();
    thread.requireEndedInOrder();
    assertThat(thread.broker.isActive()).as("nothing shows that it is back").isTrue();
    thread.broker.recovered("a watch");
    assertThat(thread.broker.isActive()).as("the thread does not need it any more").isFalse();
  }

  @Test
  void anyRecordEndsTheBrokersOutage() throws InterruptedException {
    Thread writer = new Thread(thread::write, "writer");
    thread.run(
        thread::assigning,
        thread::loading,
        timeout -> {
          writer.start();
          return noBroker(timeout);
        },
        thread::reading);
    writer.join();
    assertThat(thread.broker.begun()).isEqualTo(1);
    assertThat(thread.broker.isActive()).isFalse();
  }

  @Test
  void aBrokersRefusalStopsTheDaemon() {
    TopicAuthorizationException refusal = new TopicAuthorizationException("no right to read");
    thread.run(
        timeout -> {
          throw refusal;
        });
    assertThat(thread.stop.fault()).isSameAs(refusal);
    thread.requireEnded();
  }

  @Test
  void aDefectStopsTheDaemon() {
    IllegalStateException defect = new IllegalStateException("a defect");
    thread.run(
        timeout -> {
          throw defect;
        });
    assertThat(thread.stop.fault()).isSameAs(defect);
    thread.requireEnded();
  }

  @Test
  void anOffsetOutOfRangeIsLoadedAgain() {
    thread.run(
        thread::assigning,
        thread::loading,
        timeout -> {
          throw new OffsetOutOfRangeException(Map.of(PollThreadScene.ZERO, 100L));
        },
        timeout -> {
          thread.scene.load(1, Map.of(0, 90L));
          return ConsumerRecords.empty();
        },
        timeout -> ConsumerRecords.empty());
    assertThat(thread.member.positions).isEqualTo(Map.of(0, LoopScene.at(90)));
    thread.requireEndedInOrder();
  }

  @Test
  void aHeapThatDoesNotSufficeLeavesTheGroupAndJoinsItAgain() {
    thread.run(new KafkaMember(thread.client, PollThreadScene.KEY, thread.largeRecords));
    assertThat(thread.client.joins).isEqualTo(3);
    assertThat(thread.stop.fault()).isInstanceOf(OutOfHeapException.class);
    assertThat(thread.client.closed()).as("its answer would come again").isFalse();
    assertThat(thread.heartbeat.problem()).isEqualTo("has ended");
  }
}
