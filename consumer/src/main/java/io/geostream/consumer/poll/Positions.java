package io.geostream.consumer.poll;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The partitions that a worker owns, and how far each is read. A partition is known only once its
 * position was loaded from the database; until then nothing of it is polled. Used by the poll
 * thread alone.
 */
final class Positions {

  private static final long UNKNOWN = -1;

  private final Map<Integer, Long> next = new TreeMap<>();
  private final Set<Integer> requested = new TreeSet<>();
  private int generation;

  /** The generation of all positions loaded now. */
  int generation() {
    return generation;
  }

  /** Adds partitions of which nothing is known yet. */
  void assign(Collection<Integer> partitions) {
    partitions.forEach(partition -> next.put(partition, UNKNOWN));
  }

  /** Forgets partitions; those that remain have to be loaded again, in a new generation. */
  void revoke(Collection<Integer> partitions) {
    partitions.forEach(next::remove);
    forget();
  }

  /** Every position has to be loaded again, in a new generation. */
  void forget() {
    next.replaceAll((partition, position) -> UNKNOWN);
    requested.clear();
    generation++;
  }

  /** The partitions owned. */
  Set<Integer> assigned() {
    return next.keySet();
  }

  /** Whether some partition's position is not known. */
  boolean isLoading() {
    return next.containsValue(UNKNOWN);
  }

  /**
   * The partitions whose position nobody was asked for yet; from now on they count as asked for.
   */
  Set<Integer> request() {
    Set<Integer> unknown = new TreeSet<>();
    next.forEach(
        (partition, position) -> {
          if (position == UNKNOWN) {
            unknown.add(partition);
          }
        });
    if (requested.containsAll(unknown)) {
      return Set.of();
    }
    requested.addAll(unknown);
    return unknown;
  }

  /** Takes a loaded position; says whether it was waited for. */
  boolean loaded(int loadedGeneration, int partition, long position) {
    if (loadedGeneration != generation || !Long.valueOf(UNKNOWN).equals(next.get(partition))) {
      return false;
    }
    next.put(partition, position);
    requested.remove(partition);
    return true;
  }

  /** The next offset to read, if known. */
  OptionalLong position(int partition) {
    Long position = next.get(partition);
    return position == null || position == UNKNOWN
        ? OptionalLong.empty()
        : OptionalLong.of(position);
  }

  /** Notes that a partition is read up to an offset. */
  void advance(int partition, long position) {
    next.put(partition, position);
  }
}
