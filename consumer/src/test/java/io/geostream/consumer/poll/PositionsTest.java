package io.geostream.consumer.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class PositionsTest {

  private final Positions positions = new Positions();

  @Test
  void eachUnknownPositionIsAskedForOnce() {
    positions.assign(Set.of(1, 2));
    assertThat(positions.request()).containsExactly(1, 2);
    assertThat(positions.request()).isEmpty();
    positions.assign(Set.of(3));
    assertThat(positions.request())
        .as("the newest request replaces the ones before")
        .containsExactly(1, 2, 3);
  }

  @Test
  void knowsWhatWasLoadedInItsGenerationOnly() {
    positions.assign(Set.of(1));
    positions.request();
    positions.forget();
    assertThat(positions.loaded(0, 1, 50)).as("of a generation before").isFalse();
    assertThat(positions.position(1)).isEmpty();
    assertThat(positions.request()).containsExactly(1);
    assertThat(positions.loaded(1, 1, 60)).isTrue();
    assertThat(positions.position(1)).hasValue(60);
    assertThat(positions.loaded(1, 1, 60)).as("twice").isFalse();
    assertThat(positions.loaded(1, 9, 60)).as("not assigned").isFalse();
  }

  @Test
  void aRevocationMakesTheRestUnknownInANewGeneration() {
    positions.assign(Set.of(1, 2));
    positions.request();
    positions.loaded(0, 1, 10);
    positions.loaded(0, 2, 20);
    positions.revoke(Set.of(1));
    assertThat(positions.generation()).isEqualTo(1);
    assertThat(positions.assigned()).containsExactly(2);
    assertThat(positions.isLoading()).isTrue();
    assertThat(positions.position(1)).isEmpty();
  }
}
