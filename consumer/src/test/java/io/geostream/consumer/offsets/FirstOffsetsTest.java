package io.geostream.consumer.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FirstOffsetsTest {

  private final FirstOffsets first = new FirstOffsets();

  @Test
  void aStartThatWasInsertedIsInsertedAgain() {
    first.begin(Map.of(0, 10L));
    first.found(Map.of(0, at(10)));
    first.found(Map.of(0, at(500)));

    assertThat(first.onlyFound(List.of(0))).isEmpty();
    assertThat(first.unknown(List.of(0))).isEmpty();
    assertThat(first.begin(Map.of(0, 99L))).containsExactly(Map.entry(0, 10L));
  }

  @Test
  void aStartWhoseInsertWasNotAnsweredIsInsertedAgain() {
    first.begin(Map.of(0, 10L));

    assertThat(first.begin(Map.of())).containsExactly(Map.entry(0, 10L));
  }

  @Test
  void aRowThatWasOnlyFoundIsNotInsertedAgain() {
    first.found(Map.of(0, at(10)));

    assertThat(first.onlyFound(List.of(0, 1))).containsExactly(0);
    assertThat(first.begin(Map.of(0, 99L))).isEmpty();
  }

  @Test
  void aRowThatAnotherConsumerInsertedFirstWasOnlyFound() {
    first.begin(Map.of(0, 10L));
    first.found(Map.of(0, at(7)));

    assertThat(first.onlyFound(List.of(0))).containsExactly(0);
    assertThat(first.begin(Map.of())).isEmpty();
  }

  @Test
  void ofAPartitionThatWasNeitherInsertedNorFoundNothingIsKnown() {
    assertThat(first.isEmpty()).isTrue();
    first.found(Map.of(0, at(10)));
    assertThat(first.isEmpty()).isFalse();
    assertThat(first.unknown(List.of(0, 1))).containsExactly(1);
  }

  private static StoredOffset at(long next) {
    return new StoredOffset(next, Optional.empty(), "id");
  }
}
