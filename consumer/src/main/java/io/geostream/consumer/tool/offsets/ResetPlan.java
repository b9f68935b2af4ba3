package io.geostream.consumer.tool.offsets;

import io.geostream.common.settings.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reset does, before it is done.
 *
 * @param changes in the order of the partitions
 */
record ResetPlan(List<Change> changes) {

  ResetPlan {
    changes = List.copyOf(changes);
  }

  /**
   * Makes a plan.
   *
   * @param partitions those of the snapshot, as {@link #chosen} gives them
   * @param times as of {@link ResetTo#in}
   * @throws SettingException if a partition cannot go on there
   */
  static ResetPlan of(
      Snapshot snapshot, Set<Integer> partitions, ResetTo target, Map<Integer, Long> times) {
    List<Change> changes = new ArrayList<>();
    for (PartitionState state : snapshot.partitions()) {
      if (partitions.contains(state.partition())) {
        LogRange log = Objects.requireNonNull(state.log());
        changes.add(
            new Change(
                state.partition(),
                state.row(),
                log,
                state.topicId(),
                target.in(state, log, times)));
      }
    }
    return new ResetPlan(changes);
  }

  /**
   * The partitions that a user wants, or all that there are.
   *
   * @param wanted empty for all
   * @throws SettingException if the topic has no such partition, or no partition has an offset yet
   */
  static Set<Integer> chosen(Snapshot snapshot, List<Integer> wanted) {
    Set<Integer> there = snapshot.logs().keySet();
    for (Integer partition : wanted) {
      if (!there.contains(partition)) {
        throw new SettingException(
            "--partition",
            partition + " is outside 0…" + (there.size() - 1) + ", the partitions of the topic");
      }
    }
    if (!wanted.isEmpty() && snapshot.stored().rows().isEmpty()) {
      throw new SettingException(
          "--partition",
          "the group has no offsets yet, and with some it would count as begun: the other partitions would be read from their first"
              + " record, whatever --start says. Leave it out, to set all of them");
    }
    return new TreeSet<>(wanted.isEmpty() ? there : wanted);
  }

  /** Where each partition goes on then. */
  SortedMap<Integer, Long> offsets() {
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    changes.forEach(change -> offsets.put(change.partition(), change.next()));
    return offsets;
  }

  /** Whether rows come into the table a second time. */
  boolean readsAgain() {
    return changes.stream().anyMatch(Change::readsAgain);
  }
}
