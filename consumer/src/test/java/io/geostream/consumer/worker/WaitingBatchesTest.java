package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.TestBatches.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.batch.Batch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WaitingBatchesTest {

  private static final long NOW = 1_000;
  private static final long LINGER = 500;

  private final WaitingBatches waiting = new WaitingBatches(Duration.ZERO);
  private final WaitingBatches lingering = new WaitingBatches(Duration.ofNanos(LINGER));

  @Test
  void areGivenOutInTheirOrder() {
    Batch first = rows(0, 0, 1);
    Batch second = rows(0, 1, 2);
    waiting.add(first);
    waiting.add(second);
    assertThat(waiting.take(NOW, false)).isSameAs(first);
    assertThat(waiting.take(NOW, false)).isSameAs(second);
    assertThat(waiting.take(NOW, false)).isNull();
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void haveRoomForAPollUnlessAFullOneOrTwoWait() {
    assertThat(waiting.haveRoom()).isTrue();
    waiting.add(rows(0, 0, 9));
    assertThat(waiting.haveRoom()).isTrue();
    waiting.add(rows(0, 9, 10));
    assertThat(waiting.haveRoom()).isFalse();
    waiting.clear();
    assertThat(waiting.haveRoom()).isTrue();
    waiting.add(rows(0, 0, 10));
    assertThat(waiting.haveRoom()).isFalse();
  }

  @Test
  void onlyTheLastIsFilledFurtherIfItIsOfTheGenerationAndNotFull() {
    assertThat(waiting.reopen(0)).isNull();
    Batch last = rows(0, 10, 12);
    waiting.add(rows(0, 0, 10));
    assertThat(waiting.reopen(0)).as("full").isNull();
    waiting.add(last);
    assertThat(waiting.reopen(1)).as("another generation").isNull();
    assertThat(waiting.reopen(0)).isSameAs(last);
    assertThat(waiting.reopen(0)).as("full").isNull();
  }

  @Test
  void theOnlyOneLingersUntilItIsOldEnough() {
    Batch batch = rows(0, NOW, 0, 1);
    lingering.add(batch);
    assertThat(lingering.nanosToLinger(NOW + 100, false)).isEqualTo(LINGER - 100);
    assertThat(lingering.take(NOW + LINGER - 1, false)).isNull();
    assertThat(lingering.nanosToLinger(NOW + LINGER, false)).isZero();
    assertThat(lingering.take(NOW + LINGER, false)).isSameAs(batch);
  }

  @Test
  void noneLingersThatIsFullOrNotTheOnlyOneOrInAHurry() {
    lingering.add(rows(0, NOW, 0, 10));
    assertThat(lingering.take(NOW, false)).as("full").isNotNull();
    lingering.add(rows(0, NOW, 0, 1));
    assertThat(lingering.take(NOW, true)).as("in a hurry").isNotNull();
    lingering.add(rows(0, NOW, 0, 1));
    lingering.add(rows(0, NOW, 1, 2));
    assertThat(lingering.take(NOW, false)).as("not the only one").isNotNull();
    assertThat(lingering.take(NOW, false)).as("the only one now").isNull();
  }

  @Test
  void onlyThoseOfGenerationsNotWantedAreDropped() {
    Batch wanted = rows(1, 1, 2);
    waiting.add(rows(0, 0, 1));
    waiting.add(wanted);
    waiting.drop(generation -> generation < 1);
    assertThat(waiting.take(NOW, false)).isSameAs(wanted);
    assertThat(waiting.isEmpty()).isTrue();
  }
}
