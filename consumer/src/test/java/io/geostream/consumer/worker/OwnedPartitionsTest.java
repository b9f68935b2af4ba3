package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class OwnedPartitionsTest {

  private final OwnedPartitions owned = new OwnedPartitions(() -> 0);

  /** Takes what was loaded; gives the offsets of those that were waited for. */
  private SortedMap<Integer, Long> load(int generation, Map<Integer, Long> next) {
    SortedMap<Integer, Long> taken = new TreeMap<>();
    owned.loaded(
        (Report.Loaded) LoopScene.loaded(generation, next),
        (partition, offset) -> taken.put(partition, offset.next()));
    return taken;
  }

  @Test
  void eachUnknownPositionIsAskedForOnce() {
    owned.assign(Set.of(1, 2));
    assertThat(owned.request()).containsExactly(1, 2);
    assertThat(owned.request()).isEmpty();
    owned.assign(Set.of(3));
    assertThat(owned.request())
        .as("the newest request replaces the ones before")
        .containsExactly(1, 2, 3);
  }

  @Test
  void whatIsLoadedIsNotAskedForAgain() {
    owned.assign(Set.of(1));
    owned.request();
    load(0, Map.of(1, 50L));
    owned.assign(Set.of(2));
    assertThat(owned.request()).containsExactly(2);
  }

  @Test
  void knowsWhatWasLoadedInItsGenerationOnly() {
    owned.assign(Set.of(1));
    owned.request();
    owned.forget();
    assertThat(load(0, Map.of(1, 50L))).as("of a generation before").isEmpty();
    assertThat(owned.positions()).isEmpty();
    assertThat(owned.request()).containsExactly(1);
    assertThat(load(1, Map.of(1, 60L, 9, 60L))).as("9 is not owned").isEqualTo(Map.of(1, 60L));
    assertThat(owned.positions()).isEqualTo(Map.of(1, 60L));
    assertThat(load(1, Map.of(1, 70L))).as("not waited for").isEmpty();
  }

  @Test
  void areLoadingUntilAllAreLoaded() {
    assertThat(owned.areLoading()).isFalse();
    owned.assign(Set.of(1, 2));
    load(0, Map.of(1, 10L));
    assertThat(owned.areLoading()).isTrue();
    assertThat(owned.positions()).isEqualTo(Map.of(1, 10L));
    load(0, Map.of(2, 20L));
    assertThat(owned.areLoading()).isFalse();
  }

  @Test
  void aRevocationMakesTheRestUnknownInANewGeneration() {
    owned.assign(Set.of(1, 2));
    owned.request();
    load(0, Map.of(1, 10L, 2, 20L));
    owned.revoke(Set.of(1));
    assertThat(owned.generation()).isEqualTo(1);
    assertThat(owned.numbers()).containsExactly(2);
    assertThat(owned.get(1)).isNull();
    assertThat(owned.areLoading()).isTrue();
    assertThat(owned.positions()).isEmpty();
    assertThat(owned.request()).containsExactly(2);
  }

  @Test
  void onlyPartitionsThatWereLoadedOnceHaveAState() {
    owned.assign(Set.of(1, 2));
    load(0, Map.of(2, 20L));
    owned.forget();
    SortedMap<Integer, Long> stored = new TreeMap<>();
    owned.states().forEach((partition, state) -> stored.put(partition, state.stored()));
    assertThat(stored).isEqualTo(Map.of(2, 20L));
  }
}
