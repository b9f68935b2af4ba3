package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.TestBatches.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.consumer.worker.Work.LoadPositions;
import io.geostream.consumer.worker.Work.WriteBatch;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each side of a mailbox waits for, and what ends its wait. */
final class MailboxWaitTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(1);

  /** Seconds; much less than those that wait would wait. */
  private static final int AT_ONCE = 5;

  private final Mailbox mailbox = new Mailbox(new WaitingBatches(Duration.ZERO), System::nanoTime);

  /** Something that waits, in a thread of its own. */
  private static <T> FutureTask<T> waiting(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "waits");
    thread.setDaemon(true);
    thread.start();
    await()
        .pollInterval(SHORT)
        .until(() -> thread.getState() == Thread.State.TIMED_WAITING || task.isDone());
    return task;
  }

  private static <T> @Nullable T result(FutureTask<T> task) throws Exception {
    return task.get(AT_ONCE, TimeUnit.SECONDS);
  }

  private FutureTask<@Nullable Work> taking() {
    return waiting(() -> mailbox.take(LONG));
  }

  @Test
  void theWriterIsGivenWhatComesWhileItWaits() throws Exception {
    FutureTask<@Nullable Work> taken = taking();
    mailbox.offer(rows(0, 0, 1));
    assertThat(result(taken)).isInstanceOf(WriteBatch.class);
    FutureTask<@Nullable Work> next = taking();
    LoadPositions load = new LoadPositions(0, Set.of(1));
    mailbox.request(load);
    assertThat(result(next)).isEqualTo(load);
  }

  @Test
  void theWriterWaitsNoLongerThanItSays() throws InterruptedException {
    assertThat(mailbox.take(SHORT)).isNull();
  }

  @Test
  void theWriterIsGivenNothingOnceItIsClosed() throws Exception {
    FutureTask<@Nullable Work> taken = taking();
    mailbox.close();
    assertThat(result(taken)).isNull();
  }

  @Test
  void aBatchThatLingersIsGivenOutWhenItIsTime() throws Exception {
    Mailbox lingering = new Mailbox(new WaitingBatches(Duration.ofMillis(5)), System::nanoTime);
    lingering.offer(TestBatches.rows(0, System.nanoTime(), 0, 1));
    FutureTask<@Nullable Work> taken = waiting(() -> lingering.take(LONG));
    assertThat(result(taken)).isInstanceOf(WriteBatch.class);
  }

  @Test
  void aBatchThatLingersIsGivenOutWhileItsWritingIsWaitedFor() throws Exception {
    Mailbox lingering = new Mailbox(new WaitingBatches(LONG), System::nanoTime);
    lingering.offer(TestBatches.rows(0, System.nanoTime(), 0, 1));
    FutureTask<Boolean> written = waiting(() -> lingering.awaitWritten(0, LONG));
    assertThat(lingering.take(Duration.ZERO)).isInstanceOf(WriteBatch.class);
    lingering.done();
    assertThat(result(written)).isTrue();
    lingering.offer(TestBatches.rows(0, System.nanoTime(), 1, 2));
    assertThat(lingering.take(Duration.ZERO)).as("the hurry is over").isNull();
  }

  @Test
  void whatIsUnderWayWaitsOrWasGivenUpIsNotWritten() throws InterruptedException {
    assertThat(mailbox.awaitWritten(0, Duration.ZERO)).isTrue();
    mailbox.offer(rows(0, 0, 1));
    assertThat(mailbox.awaitWritten(0, SHORT)).as("it waits").isFalse();
    mailbox.take(LONG);
    assertThat(mailbox.awaitWritten(0, SHORT)).as("it is under way").isFalse();
    mailbox.done();
    assertThat(mailbox.awaitWritten(0, SHORT)).as("it is done").isTrue();
    mailbox.giveUp(0);
    assertThat(mailbox.awaitWritten(0, SHORT)).as("it may be dropped").isFalse();
    assertThat(mailbox.awaitWritten(1, SHORT)).as("another generation").isTrue();
  }

  @Test
  void whatWasFencedIsNotWritten() throws InterruptedException {
    mailbox.report(new Report.Fenced(0));
    assertThat(mailbox.awaitWritten(0, SHORT)).isFalse();
    mailbox.reports();
    assertThat(mailbox.awaitWritten(0, SHORT)).as("the report is taken").isFalse();
    assertThat(mailbox.awaitWritten(1, SHORT)).as("another generation").isTrue();
  }

  @Test
  void whatAWriterThatIsGoneHadIsNotWritten() throws Exception {
    mailbox.offer(rows(0, 0, 1));
    FutureTask<Boolean> written = waiting(() -> mailbox.awaitWritten(0, LONG));
    mailbox.abandon();
    assertThat(result(written)).isFalse();
  }

  @Test
  void thePollLoopIsWokenWhenThereIsRoom() throws Exception {
    mailbox.offer(rows(0, 0, 10));
    FutureTask<Boolean> room =
        waiting(
            () -> {
              mailbox.awaitRoom(LONG);
              return mailbox.hasRoom();
            });
    mailbox.take(LONG);
    assertThat(result(room)).isTrue();
  }

  @Test
  void thePollLoopWaitsForRoomNoLongerThanItSaysNorOnceItIsClosed() throws InterruptedException {
    mailbox.offer(rows(0, 0, 10));
    mailbox.awaitRoom(SHORT);
    assertThat(mailbox.hasRoom()).isFalse();
    mailbox.close();
    mailbox.awaitRoom(LONG);
    assertThat(mailbox.hasRoom()).isFalse();
  }

  @Test
  void aPauseEndsAtOnceWhenTheWorkIsGivenUpOrTheWorkerStops() throws Exception {
    FutureTask<Boolean> givenUp = pausing(0);
    mailbox.giveUp(0);
    assertThat(result(givenUp)).isTrue();
    mailbox.awaitRetry(1, SHORT);
    FutureTask<Boolean> stopped = pausing(1);
    mailbox.close();
    assertThat(result(stopped)).isTrue();
  }

  private FutureTask<Boolean> pausing(int generation) {
    return waiting(
        () -> {
          mailbox.awaitRetry(generation, LONG);
          return true;
        });
  }

  @Test
  void isIdleAndDoneOnceTheLastWorkIsDone() throws Exception {
    mailbox.offer(rows(0, 0, 1));
    mailbox.take(LONG);
    assertThat(mailbox.awaitIdle(SHORT)).isFalse();
    mailbox.close();
    assertThat(mailbox.awaitDone(SHORT)).isFalse();
    FutureTask<Boolean> idle = waiting(() -> mailbox.awaitIdle(LONG));
    FutureTask<Boolean> done = waiting(() -> mailbox.awaitDone(LONG));
    mailbox.done();
    assertThat(result(idle)).isTrue();
    assertThat(result(done)).isTrue();
  }

  @Test
  void aWriterThatIsGoneLeavesNoOneWaiting() throws Exception {
    mailbox.request(new LoadPositions(0, Set.of(1)));
    mailbox.take(LONG);
    mailbox.request(new LoadPositions(1, Set.of(1)));
    mailbox.offer(rows(1, 0, 1));
    FutureTask<Boolean> done = waiting(() -> mailbox.awaitDone(LONG));
    mailbox.abandon();
    assertThat(result(done)).isTrue();
  }
}
