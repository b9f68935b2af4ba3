package io.geostream.consumer.offsets;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What this process knows of the rows that partitions have in {@code kafka_offsets}, so that a row
 * that is missing later is never taken for a new partition. After a failover to a standby that
 * lagged, the row that this process inserted may be missing together with all that was written
 * after it; then only the same start is right; another one may skip readings. Safe to use from any
 * thread.
 */
final class FirstOffsets {

  private final Map<Integer, Row> rows = new HashMap<>();

  /**
   * A row that is in the table, or was about to be.
   *
   * @param start what this process inserted; none if it only found the row
   * @param isStored whether it was seen in the table
   */
  private record Row(OptionalLong start, boolean isStored) {

    static final Row FOUND = new Row(OptionalLong.empty(), true);
  }

  /** Notes rows that the table has. */
  synchronized void found(Map<Integer, StoredOffset> stored) {
    stored.forEach(
        (partition, offset) -> rows.merge(partition, Row.FOUND, (a, b) -> seen(a, offset)));
  }

  /** The insert's answer may have been lost, or another consumer was faster. */
  private static Row seen(Row known, StoredOffset offset) {
    if (known.isStored()) {
      return known;
    }
    boolean isOurs = known.start().getAsLong() == offset.next();
    return isOurs ? new Row(known.start(), true) : Row.FOUND;
  }

  /** Whether no row is known. */
  synchronized boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Those partitions whose row was there, and was not inserted by this process. */
  synchronized SortedSet<Integer> onlyFound(Collection<Integer> partitions) {
    SortedSet<Integer> found = new TreeSet<>(partitions);
    found.removeIf(partition -> !Row.FOUND.equals(rows.get(partition)));
    return found;
  }

  /** Those partitions of which nothing is known. */
  synchronized SortedSet<Integer> unknown(Collection<Integer> partitions) {
    SortedSet<Integer> unknown = new TreeSet<>(partitions);
    unknown.removeAll(rows.keySet());
    return unknown;
  }

  /**
   * Notes where partitions are to begin; what is known of one already stays.
   *
   * @return all starts that this process has inserted or is about to
   */
  synchronized SortedMap<Integer, Long> begin(Map<Integer, Long> starts) {
    starts.forEach(
        (partition, start) -> rows.putIfAbsent(partition, new Row(OptionalLong.of(start), false)));
    SortedMap<Integer, Long> all = new TreeMap<>();
    rows.forEach((partition, row) -> row.start().ifPresent(start -> all.put(partition, start)));
    return all;
  }
}
