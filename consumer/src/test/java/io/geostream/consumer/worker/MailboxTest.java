package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.TestBatches.advance;
import static io.geostream.consumer.worker.TestBatches.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.worker.Work.LoadPositions;
import io.geostream.consumer.worker.Work.WriteBatch;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What each side of a mailbox gets from the other; {@link MailboxWaitTest} has what it waits for.
 */
final class MailboxTest {

  private static final Duration LINGER = Duration.ofMillis(5);

  private final AtomicLong nanoTime = new AtomicLong();
  private final Mailbox mailbox = new Mailbox(new WaitingBatches(Duration.ZERO), nanoTime::get);

  private @Nullable Work take() throws InterruptedException {
    return mailbox.take(Duration.ZERO);
  }

  @Test
  void givesABatchOutAtOnceHoweverSmall() throws InterruptedException {
    Batch batch = rows(0, 0, 2);
    mailbox.offer(batch);
    assertThat(take()).isEqualTo(new WriteBatch(batch));
  }

  @Test
  void whatWaitsForTheWriterCanBeFilledFurther() throws InterruptedException {
    mailbox.offer(rows(0, 0, 1));
    take();
    mailbox.offer(rows(0, 1, 3));
    Batch waiting = mailbox.reopen(0);
    assertThat(waiting).isNotNull();
    assertThat(take()).as("it is being filled").isNull();
    mailbox.offer(waiting);
    assertThat(take()).isEqualTo(new WriteBatch(waiting));
    assertThat(mailbox.reopen(0)).as("it is being written").isNull();
  }

  @Test
  void whatTheWriterIsFreeToTakeIsNotFilledFurther() throws InterruptedException {
    mailbox.offer(rows(0, 0, 1));
    assertThat(mailbox.reopen(0)).isNull();
    take();
    mailbox.offer(rows(0, 1, 2));
    mailbox.done();
    assertThat(mailbox.reopen(0)).isNull();
  }

  @Test
  void whatLingersIsFilledFurther() {
    Mailbox lingering = new Mailbox(new WaitingBatches(LINGER), nanoTime::get);
    Batch batch = rows(0, 0, 1);
    lingering.offer(batch);
    assertThat(lingering.reopen(0)).isSameAs(batch);
  }

  @Test
  void aBatchThatIsNotFullIsGivenOutOnceItHasLingered() throws InterruptedException {
    Mailbox lingering = new Mailbox(new WaitingBatches(LINGER), nanoTime::get);
    lingering.offer(rows(0, 0, 1));
    nanoTime.set(LINGER.toNanos() - 1);
    assertThat(lingering.take(Duration.ZERO)).isNull();
    nanoTime.incrementAndGet();
    assertThat(lingering.take(Duration.ZERO)).isInstanceOf(WriteBatch.class);
  }

  @Test
  void nothingLingersOnceItIsClosed() throws InterruptedException {
    Mailbox lingering = new Mailbox(new WaitingBatches(LINGER), nanoTime::get);
    lingering.offer(rows(0, 0, 1));
    lingering.close();
    assertThat(lingering.take(Duration.ZERO)).isInstanceOf(WriteBatch.class);
  }

  @Test
  void aBatchGivenUpWhileItIsFilledIsDropped() throws InterruptedException {
    mailbox.offer(rows(0, 0, 1));
    take();
    mailbox.offer(rows(0, 1, 3));
    Batch filled = mailbox.reopen(0);
    assertThat(filled).isNotNull();
    mailbox.giveUp(0);
    mailbox.offer(filled);
    assertThat(take()).isNull();
  }

  @Test
  void hasNoRoomWhileAFullBatchWaits() throws InterruptedException {
    mailbox.offer(rows(0, 0, 9));
    assertThat(mailbox.hasRoom()).isTrue();
    mailbox.offer(rows(0, 9, 10));
    assertThat(mailbox.hasRoom()).isFalse();
    take();
    assertThat(mailbox.hasRoom()).isTrue();
  }

  @Test
  void positionsGoBeforeBatches() throws InterruptedException {
    mailbox.offer(rows(0, 0, 1));
    LoadPositions load = new LoadPositions(0, Set.of(1));
    mailbox.request(load);
    assertThat(take()).isEqualTo(load);
    assertThat(take()).isInstanceOf(WriteBatch.class);
  }

  @Test
  void theLatestRequestForPositionsReplacesOneNotTaken() throws InterruptedException {
    LoadPositions load = new LoadPositions(0, Set.of(1, 2));
    mailbox.request(new LoadPositions(0, Set.of(1)));
    mailbox.request(load);
    assertThat(take()).isEqualTo(load);
    assertThat(take()).isNull();
  }

  @Test
  void aGenerationGivenUpIsDroppedNowAndLater() throws InterruptedException {
    mailbox.offer(rows(3, 0, 1));
    mailbox.request(new LoadPositions(3, Set.of(1)));
    mailbox.giveUp(3);
    mailbox.offer(rows(3, 1, 2));
    assertThat(take()).isNull();
    Batch next = rows(4, 0, 3);
    LoadPositions load = new LoadPositions(4, Set.of(1));
    mailbox.offer(next);
    mailbox.request(load);
    mailbox.giveUp(2);
    assertThat(mailbox.isGivenUp(3)).as("a generation is not taken back").isTrue();
    assertThat(take()).isEqualTo(load);
    assertThat(take()).isEqualTo(new WriteBatch(next));
  }

  @Test
  void reportsAreTakenOnceInTheirOrder() {
    Report written = new Report.Committed(advance(0, 5));
    Report fenced = new Report.Fenced(0);
    mailbox.report(written);
    mailbox.report(fenced);
    assertThat(mailbox.reports()).containsExactly(written, fenced);
    assertThat(mailbox.reports()).isEmpty();
  }

  @Test
  void allIsWrittenOnceNothingWaitsOrIsUnderWay() throws InterruptedException {
    assertThat(mailbox.isAllWritten()).isTrue();
    mailbox.offer(rows(0, 0, 1));
    assertThat(mailbox.isAllWritten()).as("it waits").isFalse();
    take();
    assertThat(mailbox.isAllWritten()).as("it is under way").isFalse();
    mailbox.done();
    assertThat(mailbox.isAllWritten()).isTrue();
  }

  @Test
  void workIsWantedUntilItIsGivenUpOrTheMailboxIsClosed() {
    assertThat(mailbox.isWanted(1)).isTrue();
    mailbox.giveUp(0);
    assertThat(mailbox.isWanted(0)).isFalse();
    assertThat(mailbox.isWanted(1)).isTrue();
    mailbox.close();
    assertThat(mailbox.isWanted(1)).isFalse();
    assertThat(mailbox.isGivenUp(1)).as("it is written once").isFalse();
  }

  @Test
  void isDoneOnceItIsClosedAndTheLastWorkIsDone() throws InterruptedException {
    assertThat(mailbox.isDone()).isFalse();
    mailbox.request(new LoadPositions(0, Set.of(1)));
    mailbox.close();
    assertThat(mailbox.isDone()).as("positions are asked for").isFalse();
    take();
    mailbox.done();
    mailbox.offer(rows(0, 0, 1));
    assertThat(mailbox.isDone()).as("a batch waits").isFalse();
    take();
    assertThat(mailbox.isDone()).as("it is under way").isFalse();
    mailbox.done();
    assertThat(mailbox.isDone()).isTrue();
  }
}
