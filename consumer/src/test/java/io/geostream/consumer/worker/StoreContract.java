package io.geostream.consumer.worker;

import static io.geostream.consumer.batch.Records.TIME;
import static io.geostream.consumer.batch.Records.reading;
import static io.geostream.consumer.batch.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.decode.BadRecord;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.offsets.LogMismatchException;
import io.geostream.consumer.offsets.MissingOffsetException;
import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.write.RowWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What a writer relies on, whatever the store: the simulation's is held to the same as PostgreSQL.
 * A row is identified by the number of microseconds in its time.
 */
abstract class StoreContract {

  /** The row that the table refuses. */
  static final int REFUSED = 999;

  /** How many records the log of each of the two partitions has. */
  static final int RECORDS = 5;

  private static final Optional<RowWriter.Mode> WRITTEN = Optional.of(RowWriter.Mode.COPY);
  private static final Optional<RowWriter.Mode> FENCED = Optional.empty();

  /** A store with a connection of its own, as of another process. */
  abstract Store connect() throws Exception;

  /** How often a row is in the table. */
  abstract int times(int row) throws Exception;

  /** Deletes a partition's offset, as a failover loses it. */
  abstract void loseOffset(int partition) throws Exception;

  private Store begin() throws Exception {
    Store store = connect();
    store.load(Set.of(0, 1));
    return store;
  }

  @Test
  void partitionsWithoutAnOffsetBeginAtTheFirstRecord() throws Exception {
    Store store = connect();
    assertThat(next(store.load(Set.of(0, 1)))).isEqualTo(offsets(0, 0));
    assertThat(store.holds(offsets(0, 0), true)).isTrue();
  }

  @Test
  void aWriteBringsItsRowsAndAdvancesEachPartition() throws Exception {
    Store store = begin();
    assertThat(store.write(batch(0, 0, 2, 1, 0, 1), false)).isEqualTo(WRITTEN);
    assertThat(times(0)).isEqualTo(1);
    assertThat(times(1)).isEqualTo(1);
    assertThat(times(100)).isEqualTo(1);
    assertThat(store.holds(offsets(2, 1), true)).isTrue();
    SortedMap<Integer, StoredOffset> stored = store.load(Set.of(0, 1));
    assertThat(next(stored)).isEqualTo(offsets(2, 1));
    assertThat(Objects.requireNonNull(stored.get(0)).leaderEpoch()).contains(7);
    assertThat(store.write(batch(0, 2, 4), false)).as("the next batch").isEqualTo(WRITTEN);
  }

  @Test
  void theSameBatchAgainIsFencedAndChangesNothing() throws Exception {
    Store store = begin();
    store.write(batch(0, 0, 2), false);
    assertThat(store.write(batch(0, 0, 2), false)).isEqualTo(FENCED);
    assertThat(store.write(batch(0, 0, 2), true)).as("the plain way").isEqualTo(FENCED);
    assertThat(store.findRefused(batch(0, 0, 2))).isEqualTo(Optional.empty());
    assertThat(times(0)).isEqualTo(1);
    assertThat(store.holds(offsets(2, 0), true)).isTrue();
  }

  @Test
  void ofTwoWritersThatBeginAtOneOffsetTheSecondIsFenced() throws Exception {
    Store zombie = begin();
    Store owner = begin();
    assertThat(owner.write(batch(0, 0, 1), false)).isEqualTo(WRITTEN);
    assertThat(zombie.write(batch(0, 0, 3), false)).isEqualTo(FENCED);
    assertThat(times(0)).isEqualTo(1);
    assertThat(times(1)).isZero();
  }

  @Test
  void onePartitionThatHasMovedFencesTheWholeBatch() throws Exception {
    Store store = begin();
    store.write(batch(1, 0, 1), false);
    assertThat(store.write(batch(0, 0, 2, 1, 0, 1), false)).isEqualTo(FENCED);
    assertThat(times(0)).isZero();
    assertThat(store.holds(offsets(0, 1), true)).isTrue();
  }

  @Test
  void offsetsAdvanceOverGapsWithoutRows() throws Exception {
    Store store = begin();
    Batch gap = new Batch(0, 0, TestBatches.LIMITS);
    gap.advance(0, 0, 3, Optional.empty());
    assertThat(store.write(gap, false)).isEqualTo(WRITTEN);
    assertThat(next(store.load(Set.of(0)))).isEqualTo(new TreeMap<>(Map.of(0, 3L)));
  }

  @Test
  void aRefusedRowFailsItsBatchAndASearchNamesIt() throws Exception {
    Store store = begin();
    Batch batch = batch(0, 0, 2);
    batch.add(record(0, 2), reading(TIME + REFUSED));
    batch.advance(0, 0, 3, Optional.of(7));
    assertThatThrownBy(() -> store.write(batch, false)).isInstanceOf(SQLException.class);
    SortedMap<Integer, BadRecord> refused = store.findRefused(batch).orElseThrow();
    assertThat(refused).containsOnlyKeys(2);
    assertThat(times(0)).as("a search writes nothing").isZero();
    assertThat(store.holds(offsets(0, 0), true)).isTrue();
    assertThat(store.write(batch.refusing(refused), false)).isEqualTo(WRITTEN);
    assertThat(times(0)).isEqualTo(1);
    assertThat(store.holds(offsets(3, 0), true)).isTrue();
  }

  @Test
  void aMessageIsWrittenWithAllItsRowsAndOneWithoutRowsAdvances() throws Exception {
    Store store = begin();
    Batch batch = new Batch(0, 0, TestBatches.LIMITS);
    batch.add(record(0, 0), reading(TIME, TIME + 1, TIME + 2));
    batch.add(record(0, 1), reading());
    batch.advance(0, 0, 2, Optional.of(7));
    assertThat(store.write(batch, false)).isEqualTo(WRITTEN);
    assertThat(times(0) + times(1) + times(2)).isEqualTo(3);
    assertThat(store.holds(offsets(2, 0), true)).isTrue();
  }

  @Test
  void aRefusedRowTakesItsWholeMessageAndNoOther() throws Exception {
    Store store = begin();
    Batch batch = new Batch(0, 0, TestBatches.LIMITS);
    batch.add(record(0, 0), reading(TIME, TIME + 1));
    batch.add(record(0, 1), reading(TIME + 10, TIME + REFUSED, TIME + 12));
    batch.add(record(0, 2), reading());
    batch.add(record(0, 3), reading(TIME + 30, TIME + 31));
    batch.advance(0, 0, 4, Optional.of(7));
    assertThatThrownBy(() -> store.write(batch, false)).isInstanceOf(SQLException.class);
    SortedMap<Integer, BadRecord> refused = store.findRefused(batch).orElseThrow();
    assertThat(refused).containsOnlyKeys(1);
    assertThat(store.write(batch.refusing(refused), false)).isEqualTo(WRITTEN);
    assertThat(times(10) + times(12)).isZero();
    assertThat(times(0) + times(1) + times(30) + times(31)).isEqualTo(4);
    assertThat(store.holds(offsets(4, 0), true)).isTrue();
  }

  @Test
  void onlyTheStoredOffsetsAreHeld() throws Exception {
    Store store = begin();
    assertThat(store.holds(offsets(0, 0), true)).isTrue();
    assertThat(store.holds(offsets(0, 1), true)).isFalse();
  }

  @Test
  void anOffsetThatIsGoneIsAFaultUnlessItMayBe() throws Exception {
    Store store = begin();
    loseOffset(0);
    assertThat(store.holds(offsets(0, 0), false)).isFalse();
    assertMissing(() -> store.holds(offsets(0, 0), true));
    assertMissing(() -> store.write(batch(0, 0, 1), false));
    assertMissing(() -> store.findRefused(batch(0, 0, 1)));
    assertThat(times(0)).isZero();
  }

  @Test
  void anOffsetThatIsGoneIsPutBackByTheWriterThatInsertedIt() throws Exception {
    Store first = begin();
    Store second = begin();
    loseOffset(0);
    assertMissing(() -> second.load(Set.of(0)));
    assertThat(next(first.load(Set.of(0)))).isEqualTo(new TreeMap<>(Map.of(0, 0L)));
    assertThat(next(second.load(Set.of(0)))).isEqualTo(new TreeMap<>(Map.of(0, 0L)));
  }

  @Test
  void anOffsetBeyondTheLogIsAMismatch() throws Exception {
    Store store = begin();
    store.write(batch(0, 0, RECORDS), false);
    assertThat(next(store.load(Set.of(0)))).as("its end fits").containsEntry(0, (long) RECORDS);
    store.write(batch(0, RECORDS, RECORDS + 1), false);
    assertThatThrownBy(() -> store.load(Set.of(0))).isInstanceOf(LogMismatchException.class);
  }

  private static void assertMissing(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(MissingOffsetException.class);
  }

  /** A batch with a row for each offset, from, to, of a partition, and perhaps of another. */
  private static Batch batch(int... partitionFromTo) {
    Batch batch = new Batch(0, 0, TestBatches.LIMITS);
    for (int i = 0; i < partitionFromTo.length; i += 3) {
      int partition = partitionFromTo[i];
      int to = partitionFromTo[i + 2];
      for (int offset = partitionFromTo[i + 1]; offset < to; offset++) {
        batch.add(record(partition, offset), reading(TIME + partition * 100L + offset));
      }
      batch.advance(partition, partitionFromTo[i + 1], to, Optional.of(7));
    }
    return batch;
  }

  private static SortedMap<Integer, Long> offsets(long zero, long one) {
    return new TreeMap<>(Map.of(0, zero, 1, one));
  }

  private static SortedMap<Integer, Long> next(SortedMap<Integer, StoredOffset> stored) {
    SortedMap<Integer, Long> next = new TreeMap<>();
    stored.forEach((partition, offset) -> next.put(partition, offset.next()));
    return next;
  }
}
