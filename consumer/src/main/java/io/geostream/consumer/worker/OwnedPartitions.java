package io.geostream.consumer.worker;

import io.geostream.consumer.metrics.PartitionMetrics.State;
import io.geostream.consumer.offsets.StoredOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that a worker owns. Their positions belong to a generation: if one cannot be
 * trusted, all are loaded again in the next generation. Used by the poll thread alone.
 */
final class OwnedPartitions {

  private final NavigableMap<Integer, OwnedPartition> owned = new TreeMap<>();
  private final LongSupplier epochMillis;
  private int generation;

  /**
   * @param epochMillis the clock, in milliseconds since 1970
   */
  OwnedPartitions(LongSupplier epochMillis) {
    this.epochMillis = epochMillis;
  }

  int generation() {
    return generation;
  }

  /** Adds partitions without a position. */
  void assign(Collection<Integer> partitions) {
    partitions.forEach(partition -> owned.put(partition, new OwnedPartition()));
  }

  /** Removes partitions; the positions of those that remain have to be loaded again. */
  void revoke(Collection<Integer> partitions) {
    partitions.forEach(owned::remove);
    forget();
  }

  /** All positions have to be loaded again, in a new generation. */
  void forget() {
    owned.values().forEach(OwnedPartition::forget);
    generation++;
  }

  Set<Integer> numbers() {
    return owned.navigableKeySet();
  }

  /** A partition, or null if it is not owned. */
  @Nullable OwnedPartition get(int partition) {
    return owned.get(partition);
  }

  /** A partition whose position is known, or null. */
  @Nullable OwnedPartition located(int partition) {
    OwnedPartition known = owned.get(partition);
    return known == null || known.position().isEmpty() ? null : known;
  }

  /** The next offset to read of each partition whose position is known. */
  SortedMap<Integer, Long> positions() {
    SortedMap<Integer, Long> positions = new TreeMap<>();
    owned.forEach((number, each) -> each.position().ifPresent(at -> positions.put(number, at)));
    return positions;
  }

  /** Whether some partition's position is not known. */
  boolean areLoading() {
    return owned.values().stream().anyMatch(each -> each.position().isEmpty());
  }

  /**
   * The partitions whose position has to be asked for; from now on they count as asked for. If one
   * is new, all that are still unknown are asked for, as a request replaces the one before.
   */
  Set<Integer> request() {
    Set<Integer> unknown = new TreeSet<>();
    boolean isNew = false;
    for (Map.Entry<Integer, OwnedPartition> each : owned.entrySet()) {
      isNew |= each.getValue().request();
      if (each.getValue().position().isEmpty()) {
        unknown.add(each.getKey());
      }
    }
    return isNew ? unknown : Set.of();
  }

  /**
   * Takes the positions that were loaded for a generation.
   *
   * @param taken gets each partition that was waiting for its position
   */
  void loaded(Report.Loaded positions, BiConsumer<Integer, StoredOffset> taken) {
    if (positions.generation() != generation) {
      return;
    }
    positions
        .offsets()
        .forEach(
            (number, offset) -> {
              OwnedPartition partition = owned.get(number);
              if (partition != null && partition.loaded(offset.next(), epochMillis.getAsLong())) {
                taken.accept(number, offset);
              }
            });
  }

  /** Notes where a partition ends, as {@link OwnedPartition#look}. */
  void look(int partition, OptionalLong lag, OptionalLong brokers) {
    Objects.requireNonNull(owned.get(partition)).look(lag, brokers, epochMillis.getAsLong());
  }

  /** The states of the partitions whose stored offsets are known. */
  Map<Integer, State> states() {
    long now = epochMillis.getAsLong();
    Map<Integer, State> states = new HashMap<>();
    owned.forEach((number, each) -> each.state(now).ifPresent(it -> states.put(number, it)));
    return states;
  }
}
