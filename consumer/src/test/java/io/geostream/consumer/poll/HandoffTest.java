package io.geostream.consumer.poll;

import static io.geostream.consumer.batch.Records.TIME;
import static io.geostream.consumer.batch.Records.reading;
import static io.geostream.consumer.batch.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.poll.Handoff.LoadPositions;
import io.geostream.consumer.poll.Handoff.Work;
import io.geostream.consumer.poll.Handoff.WriteBatch;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HandoffTest {

  private static final BatchLimits LIMITS = BatchLimits.of(10, ChunkWidth.HOUR);
  private static final Duration LONG = Duration.ofSeconds(20);

  /** Seconds; much less than those that wait would wait. */
  private static final int AT_ONCE = 5;

  private final Handoff handoff = new Handoff(Duration.ZERO);

  @Test
  void givesABatchOutAtOnceHoweverSmall() throws InterruptedException {
    handoff.offer(batch(0, 0, 2));
    assertThat(rows(handoff.take(LONG))).isEqualTo(2);
  }

  @Test
  void whatWaitsForTheWriterCanBeFilledFurther() throws InterruptedException {
    handoff.offer(batch(0, 0, 1));
    handoff.take(LONG);
    handoff.offer(batch(0, 1, 3));
    Batch waiting = handoff.reopen(0);
    assertThat(waiting).isNotNull();
    assertThat(handoff.take(Duration.ZERO)).as("it is being filled").isNull();
    handoff.offer(waiting);
    assertThat(rows(handoff.take(LONG))).isEqualTo(2);
    assertThat(handoff.reopen(0)).as("it is being written").isNull();
  }

  @Test
  void whatIsUnderWayWaitsOrWasGivenUpIsNotWritten() throws InterruptedException {
    assertThat(handoff.awaitWritten(0, Duration.ZERO)).isTrue();
    handoff.offer(batch(0, 0, 1));
    assertThat(handoff.awaitWritten(0, Duration.ZERO)).as("it waits").isFalse();
    handoff.take(LONG);
    assertThat(handoff.awaitWritten(0, Duration.ZERO)).as("it is under way").isFalse();
    handoff.take(Duration.ZERO);
    assertThat(handoff.awaitWritten(0, Duration.ZERO)).as("it is done").isTrue();
    handoff.giveUp(0);
    assertThat(handoff.awaitWritten(0, Duration.ZERO)).as("it may be dropped").isFalse();
  }

  @Test
  void aBatchThatLingersIsGivenOutWhileItsWritingIsWaitedFor() throws Exception {
    Handoff lingering = new Handoff(LONG);
    lingering.offer(new Batch(0, System.nanoTime(), LIMITS));
    assertThat(lingering.take(Duration.ZERO)).isNull();
    CompletableFuture<@Nullable Work> taken =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                Work work = lingering.take(LONG);
                lingering.take(Duration.ZERO);
                return work;
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(lingering.awaitWritten(0, Duration.ofSeconds(AT_ONCE))).isTrue();
    assertThat(taken.get()).isNotNull();
  }

  @Test
  void whatTheWriterIsFreeToTakeIsNotFilledFurther() {
    handoff.offer(batch(0, 0, 1));
    assertThat(handoff.reopen(0)).isNull();
  }

  @Test
  void aFullBatchOrOneOfAnotherGenerationIsNotFilledFurther() throws InterruptedException {
    handoff.offer(batch(0, 0, 1));
    handoff.take(LONG);
    handoff.offer(batch(0, 1, 10));
    assertThat(handoff.reopen(1)).isNull();
    handoff.offer(batch(0, 10, 20));
    assertThat(handoff.reopen(0)).isNull();
  }

  @Test
  void aBatchGivenUpWhileItIsFilledIsDropped() throws InterruptedException {
    handoff.offer(batch(0, 0, 1));
    handoff.take(LONG);
    handoff.offer(batch(0, 1, 3));
    Batch filled = handoff.reopen(0);
    assertThat(filled).isNotNull();
    handoff.giveUp(0);
    handoff.offer(filled);
    assertThat(handoff.take(Duration.ZERO)).isNull();
  }

  @Test
  void hasNoSpaceWhileAFullBatchWaits() throws InterruptedException {
    handoff.offer(batch(0, 0, 9));
    assertThat(handoff.awaitSpace(Duration.ZERO)).isTrue();
    handoff.offer(batch(0, 9, 10));
    assertThat(handoff.awaitSpace(Duration.ofMillis(1))).isFalse();
    handoff.take(LONG);
    assertThat(handoff.awaitSpace(Duration.ZERO)).isTrue();
  }

  @Test
  void aBatchThatIsNotFullLingers() throws InterruptedException {
    Handoff lingering = new Handoff(Duration.ofHours(1));
    lingering.offer(new Batch(0, System.nanoTime(), LIMITS));
    assertThat(lingering.take(Duration.ofMillis(1))).isNull();
    lingering.reopen(0);
    lingering.offer(batch(0, 0, 10));
    assertThat(rows(lingering.take(LONG))).as("full").isEqualTo(10);
    Handoff ripe = new Handoff(Duration.ofMillis(5));
    ripe.offer(batch(0, 0, 1, System.nanoTime()));
    assertThat(rows(ripe.take(LONG))).as("old enough").isEqualTo(1);
  }

  @Test
  void positionsGoBeforeBatches() throws InterruptedException {
    handoff.offer(batch(0, 0, 1));
    LoadPositions load = new LoadPositions(0, Set.of(1));
    handoff.offer(load);
    assertThat(handoff.take(LONG)).isEqualTo(load);
    assertThat(handoff.take(LONG)).isInstanceOf(WriteBatch.class);
  }

  @Test
  void aGenerationGivenUpIsDroppedNowAndLater() throws InterruptedException {
    handoff.offer(batch(3, 0, 1));
    handoff.offer(new LoadPositions(3, Set.of(1)));
    handoff.giveUp(3);
    handoff.offer(batch(3, 1, 2));
    assertThat(handoff.take(Duration.ZERO)).isNull();
    handoff.offer(batch(4, 0, 3));
    assertThat(rows(handoff.take(LONG))).isEqualTo(3);
  }

  @Test
  void waitingForARetryEndsAtOnceWhenTheWorkIsGivenUpOrTheWorkerStops() throws Exception {
    CompletableFuture<Boolean> again =
        CompletableFuture.supplyAsync(() -> unchecked(() -> handoff.awaitRetry(0, LONG)));
    handoff.giveUp(0);
    assertThat(again.get(AT_ONCE, TimeUnit.SECONDS)).isFalse();
    assertThat(handoff.awaitRetry(1, Duration.ofMillis(1))).as("time passed").isTrue();
    CompletableFuture<Boolean> stopped =
        CompletableFuture.supplyAsync(() -> unchecked(() -> handoff.awaitRetry(1, LONG)));
    handoff.close();
    assertThat(stopped.get(AT_ONCE, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void isIdleAndDoneOnceTheLastWorkIsDone() throws Exception {
    handoff.offer(batch(0, 0, 1));
    handoff.take(LONG);
    assertThat(handoff.awaitIdle(Duration.ofMillis(1))).isFalse();
    handoff.close();
    CompletableFuture<Boolean> done =
        CompletableFuture.supplyAsync(() -> unchecked(() -> handoff.awaitDone(LONG)));
    assertThat(handoff.isDone()).isFalse();
    assertThat(handoff.take(LONG)).isNull();
    assertThat(done.get(AT_ONCE, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aWriterThatIsGoneLeavesNobodyWaiting() {
    handoff.offer(batch(0, 0, 1));
    CompletableFuture<Boolean> done =
        CompletableFuture.supplyAsync(() -> unchecked(() -> handoff.awaitDone(LONG)));
    handoff.abandon();
    await().until(done::isDone);
    assertThat(done).isCompletedWithValue(true);
  }

  private interface Waiting<T> {
    T call() throws InterruptedException;
  }

  private static <T> T unchecked(Waiting<T> waiting) {
    try {
      return waiting.call();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int rows(@Nullable Work work) {
    assertThat(work).isInstanceOf(WriteBatch.class);
    return work instanceof WriteBatch write ? write.batch().rows().count() : -1;
  }

  private static Batch batch(int generation, int from, int to) {
    return batch(generation, from, to, 0);
  }

  private static Batch batch(int generation, int from, int to, long polledNanos) {
    Batch batch = new Batch(generation, polledNanos, LIMITS);
    for (int offset = from; offset < to; offset++) {
      batch.add(record(0, offset), reading(TIME));
    }
    batch.advance(0, from, to, Optional.empty());
    return batch;
  }
}
