package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.offsets.StoredOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The two tables, in memory: commits, row locks, and the crash that forgets the last commits. A row
 * of the readings is its id.
 */
final class MemoryDatabase {

  /** How to take a commit back: the offsets before, empty where there was no row. */
  private record Commit(Map<Integer, Optional<StoredOffset>> before, List<Integer> rows) {}

  private final IntPredicate refused;
  private final SortedMap<Integer, StoredOffset> offsets = new TreeMap<>();
  private final Counts table = new Counts();
  private final Deque<Commit> forgettable = new ArrayDeque<>();
  private final List<OpenTransaction> open = new ArrayList<>();
  private int crashes;
  private int changes;
  private boolean away;
  private int writtenTwice = -1;

  /**
   * @param refused the rows that the table does not take
   */
  MemoryDatabase(IntPredicate refused) {
    this.refused = refused;
  }

  // What clients do

  /** The offsets as committed; not to be changed. */
  SortedMap<Integer, StoredOffset> offsets() {
    return Collections.unmodifiableSortedMap(offsets);
  }

  /** Adds rows for partitions without one. */
  void insert(Map<Integer, StoredOffset> starts) {
    Map<Integer, StoredOffset> missing = new TreeMap<>(starts);
    missing.keySet().removeAll(offsets.keySet());
    commit(missing, List.of());
  }

  /** Changes rows by hand, as {@code offsets reset} does. */
  void reset(Map<Integer, StoredOffset> next) {
    commit(next, List.of());
    forgettable.clear();
  }

  /** Who holds a lock that a transaction over partitions needs; null if none does. */
  @Nullable OpenTransaction holder(SortedMap<Integer, Advance> advances) {
    SortedSet<Integer> needed = new TreeSet<>(advances.keySet());
    for (OpenTransaction each : open) {
      if (!Collections.disjoint(each.advances().keySet(), needed)) {
        return each;
      }
    }
    return null;
  }

  /** Opens a transaction, whose locks must be free. */
  OpenTransaction begin(String topicId, SortedMap<Integer, Advance> advances, List<Integer> rows) {
    OpenTransaction begun = new OpenTransaction(topicId, advances, rows);
    open.add(begun);
    return begun;
  }

  boolean refuses(int row) {
    return refused.test(row);
  }

  void rollback(OpenTransaction transaction) {
    transaction.end();
    open.remove(transaction);
  }

  /**
   * Commits if all offsets are the expected ones, else rolls back; says which. No row may be
   * refused.
   */
  boolean commit(OpenTransaction transaction) {
    boolean same = matches(transaction);
    rollback(transaction);
    if (same) {
      Map<Integer, StoredOffset> next = new TreeMap<>();
      transaction
          .advances()
          .forEach(
              (partition, to) ->
                  next.put(
                      partition,
                      new StoredOffset(to.next(), to.leaderEpoch(), transaction.topicId())));
      commit(next, transaction.rows());
    }
    return same;
  }

  /** Whether all offsets are those that a transaction expects. */
  boolean matches(OpenTransaction transaction) {
    return transaction.matches(offsets);
  }

  private void commit(Map<Integer, StoredOffset> changed, List<Integer> rows) {
    Map<Integer, Optional<StoredOffset>> before = new TreeMap<>();
    changed.forEach(
        (partition, offset) ->
            before.put(partition, Optional.ofNullable(offsets.put(partition, offset))));
    changes++;
    for (Integer row : rows) {
      if (table.add(row, 1) > 1) {
        writtenTwice = row;
      }
    }
    forgettable.addLast(new Commit(before, rows));
  }

  /** Deletes a row by hand. */
  void delete(int partition) {
    offsets.remove(partition);
  }

  // What happens to the server

  /** How often it crashed; a connection does not survive that. */
  int crashes() {
    return crashes;
  }

  boolean isAway() {
    return away;
  }

  /** It takes no connections, or takes them again. */
  void setAway(boolean isAway) {
    away = isAway;
  }

  /** All that is committed so far is on disk, and on the standby. */
  void flush() {
    forgettable.clear();
  }

  /** How many commits a crash may forget. */
  int forgettable() {
    return forgettable.size();
  }

  /** How many of the last ones did not insert the first offset of a partition. */
  int forgettableSteps() {
    int steps = 0;
    Iterator<Commit> last = forgettable.descendingIterator();
    while (last.hasNext() && last.next().before().values().stream().allMatch(Optional::isPresent)) {
      steps++;
    }
    return steps;
  }

  /** Crashes, and forgets some of the last commits. */
  void crash(int forgotten) {
    crashes++;
    failOver(forgotten);
  }

  /** The same while a pooler keeps the connections: only what is under way fails. */
  void failOver(int forgotten) {
    new ArrayList<>(open).forEach(this::rollback);
    for (int i = 0; i < forgotten; i++) {
      undo(forgettable.removeLast());
    }
  }

  private void undo(Commit last) {
    last.before()
        .forEach(
            (partition, offset) ->
                offset.ifPresentOrElse(
                    it -> offsets.put(partition, it), () -> offsets.remove(partition)));
    changes++;
    last.rows().forEach(row -> table.add(row, -1));
  }

  // What a test looks at

  /** How often a row is in the table. */
  int times(int row) {
    return table.of(row);
  }

  /** How often the table was changed. */
  int changes() {
    return changes;
  }

  /** A row that was written although it was in the table, or -1. */
  int writtenTwice() {
    return writtenTwice;
  }

  /** Up to where a partition is written; -1 if it has no offset. */
  long next(int partition) {
    StoredOffset stored = offsets.get(partition);
    return stored == null ? -1 : stored.next();
  }

  /** Whether no transaction is open. */
  boolean isQuiet() {
    return open.isEmpty();
  }
}
