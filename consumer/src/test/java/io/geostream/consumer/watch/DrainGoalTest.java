package io.geostream.consumer.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.offsets.StoredOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DrainGoalTest {

  private final DrainGoal goal =
      DrainGoal.of(Map.of(0, 100L, 1, 50L), Map.of(0, at(20), 1, at(50)));

  private static StoredOffset at(long next) {
    return new StoredOffset(next, Optional.empty(), "id");
  }

  @Test
  void isWhatIsNotWrittenYet() {
    assertThat(goal.total()).isEqualTo(80);
    assertThat(goal.done(Map.of(0, at(20), 1, at(50)))).isZero();
    assertThat(goal.done(Map.of(0, at(30), 1, at(50)))).isEqualTo(10);
  }

  @Test
  void doesNotCountWhatCameLater() {
    assertThat(goal.done(Map.of(0, at(99), 1, at(60)))).isEqualTo(79);
    assertThat(goal.isReached(Map.of(0, at(99), 1, at(60)))).isFalse();
    assertThat(goal.isReached(Map.of(0, at(100), 1, at(60)))).isTrue();
  }

  @Test
  void isNotReachedWithoutAnOffset() {
    assertThat(goal.isReached(Map.of(0, at(100)))).isFalse();
  }

  @Test
  void isReachedAtOnceIfTheTopicIsEmpty() {
    DrainGoal empty = DrainGoal.of(Map.of(0, 0L), Map.of(0, at(0)));
    assertThat(empty.isReached(Map.of(0, at(0)))).isTrue();
  }
}
