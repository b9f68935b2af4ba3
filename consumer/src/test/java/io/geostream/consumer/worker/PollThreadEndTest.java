package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

/** How a poll thread ends: it writes what it has polled if that does not take long. */
final class PollThreadEndTest {

  private final PollThreadScene thread = new PollThreadScene();

  @Test
  void whatWasPolledIsWrittenAndCommittedBeforeTheGroupIsLeft() throws InterruptedException {
    Thread writer = new Thread(thread::write, "writer");
    thread.stop.onRequest(writer::start);
    thread.member.closing =
        () -> assertThat(thread.member.committedNow).as("before it leaves").hasSize(1);
    thread.run(thread::assigning, thread::loading, thread::reading);
    writer.join();
    assertThat(thread.member.committedNow)
        .containsExactly(Map.of(0, TestBatches.advance(100, 101).get(0)));
    thread.requireEndedInOrder();
  }

  @Test
  void onceAllIsDoneAComparisonUnderWayIsCutOff() {
    thread.writer.done =
        atMost -> {
          assertThat(thread.writer.aborts).as("before all is done").isZero();
          return true;
        };
    thread.run(thread::assigning);
    assertThat(thread.writer.aborts).isEqualTo(1);
    assertThat(thread.writer.waits).isEmpty();
    thread.requireEndedInOrder();
  }

  @Test
  void whatTakesTooLongIsGivenUpThenCancelledThenCutOff() {
    List<Duration> flushes = new ArrayList<>();
    thread.writer.idle = false;
    thread.writer.done =
        atMost -> {
          flushes.add(atMost);
          assertThat(thread.scene.mailbox.isAllWritten()).as("given up before").isFalse();
          return false;
        };
    thread.run(thread::assigning, thread::loading, thread::reading);
    assertThat(flushes).containsExactly(Duration.ofMillis(2_500));
    assertThat(thread.scene.mailbox.isAllWritten()).as("given up").isTrue();
    assertThat(thread.writer.cancels).isEqualTo(1);
    assertThat(thread.writer.waits).containsExactly(Duration.ofSeconds(1));
    assertThat(thread.writer.aborts).isEqualTo(1);
    thread.requireEnded();
  }

  @Test
  void whatEndsOnceItIsCancelledIsNotCutOff() {
    thread.writer.done = atMost -> false;
    thread.run(thread::assigning);
    assertThat(thread.writer.cancels).isEqualTo(1);
    assertThat(thread.writer.aborts).isZero();
    thread.requireEnded();
  }

  @Test
  void anInterruptionIsNoFault() {
    thread.run(
        timeout -> {
          throw new InterruptException("closed by force");
        });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(thread.stop.fault()).isNull();
    thread.requireEnded();
  }

  @Test
  void aGroupThatCannotBeLeftInOrderIsNoFault() {
    thread.member.closing =
        () -> {
          throw new KafkaException("no coordinator");
        };
    thread.run();
    assertThat(thread.stop.fault()).isNull();
    thread.requireEnded();
  }
}
