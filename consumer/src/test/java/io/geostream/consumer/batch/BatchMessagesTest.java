package io.geostream.consumer.batch;

import static io.geostream.consumer.batch.Records.TIME;
import static io.geostream.consumer.batch.Records.reading;
import static io.geostream.consumer.batch.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages of several rows, or none. A row's time is its message's offset, times ten. */
final class BatchMessagesTest {

  private static final BadRecord BAD = new BadRecord(ErrorCode.REJECTED_BY_DATABASE, "x");

  private static final int[] SIZES = {3, 1, 0, 2, 1, 3, 0, 0, 2};

  @Test
  void eachMessageHasItsOwnRows() {
    assertHolds(batch(SIZES), 0, 1, 3, 4, 5, 8);
  }

  @Test
  void halvesNeverCutAMessage() {
    List<Batch> halves = batch(SIZES).halves();
    assertHolds(halves.get(0), 0, 1, 3);
    assertHolds(halves.get(1), 4, 5, 8);
    List<Batch> quarters = halves.get(0).halves();
    assertHolds(quarters.get(0), 0);
    assertHolds(quarters.get(1), 1, 3);
    assertThat(quarters.get(1).advances()).isEqualTo(Map.of(0, new Advance(1, 4, Optional.of(7))));
    assertThatThrownBy(() -> quarters.get(0).halves()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRefusedMessageTakesAllItsRows() {
    Batch rest = batch(SIZES).refusing(new TreeMap<>(Map.of(0, BAD, 4, BAD)));
    assertHolds(rest, 1, 3, 4, 8);
    assertThat(rest.deadLetters())
        .extracting(letter -> letter.record().offset())
        .containsExactly(0L, 5L);
  }

  @Test
  void aMessageWithoutRowsIsCountedInOneOfTheParts() {
    Batch batch = batch(SIZES);
    assertThat(batch.emptyMessages()).isEqualTo(3);
    assertThat(batch.halves()).extracting(Batch::emptyMessages).containsExactly(0, 3);
    assertThat(batch.refusing(new TreeMap<>(Map.of(0, BAD))).emptyMessages()).isEqualTo(3);
  }

  @Test
  void aMessageWithoutRowsAdvancesItsPartition() {
    Batch batch = batch(0, 0);
    Steps.requireAll(batch);
    assertThat(batch.messages()).isZero();
    assertThat(batch.advances()).isEqualTo(Map.of(0, new Advance(0, 2, Optional.of(7))));
  }

  @Test
  void isFullByItsRowsAndKeepsTheLastMessageWhole() {
    Batch batch = new Batch(0, 0, BatchLimits.of(10, ChunkWidth.HOUR));
    add(batch, 0, 9);
    assertThat(batch.isFull()).isFalse();
    add(batch, 1, 3);
    assertThat(batch.isFull()).isTrue();
    assertHolds(batch, 0, 1);
  }

  @Test
  void isFullByTheBytesOfItsRows() {
    int bytes = batch(20).buffers().rowBytes();
    Batch batch = new Batch(0, 0, new BatchLimits(1_000, bytes, 50, ChunkWidth.HOUR));
    add(batch, 0, 19);
    assertThat(batch.isFull()).isFalse();
    add(batch, 1, 1);
    assertThat(batch.isFull()).isTrue();
  }

  @Test
  void isFullByTheChunksOfAllItsRows() {
    Batch batch = new Batch(0, 0, new BatchLimits(1_000, 1 << 20, 3, ChunkWidth.HOUR));
    batch.add(record(0, 0), reading(TIME, TIME + Records.HOUR));
    assertThat(batch.isFull()).isFalse();
    batch.add(record(0, 1), reading(TIME, TIME + 2 * Records.HOUR));
    assertThat(batch.isFull()).isTrue();
  }

  private static Batch batch(int... sizes) {
    Batch batch = new Batch(0, 0, BatchLimits.of(100, ChunkWidth.HOUR));
    for (int offset = 0; offset < sizes.length; offset++) {
      add(batch, offset, sizes[offset]);
    }
    batch.advance(0, 0, sizes.length, Optional.of(7));
    return batch;
  }

  private static void add(Batch batch, int offset, int size) {
    batch.add(
        record(0, offset),
        reading(IntStream.range(0, size).mapToLong(row -> offset * 10L + row).toArray()));
  }

  /** Whether the batch has the messages of these offsets, each with all of its rows. */
  private static void assertHolds(Batch batch, long... offsets) {
    List<Long> expected = new ArrayList<>();
    List<Long> actual = new ArrayList<>();
    assertThat(batch.messages()).isEqualTo(offsets.length);
    for (int message = 0; message < offsets.length; message++) {
      assertThat(batch.sources().offset(message)).isEqualTo(offsets[message]);
      assertThat(batch.place(message)).isEqualTo("partition 0 offset " + offsets[message]);
      int first = batch.firstRow(message);
      for (int row = first; row < batch.firstRow(message + 1); row++) {
        expected.add(offsets[message] * 10 + row - first);
        actual.add(batch.rows().epochMicros(row));
      }
    }
    assertThat(actual).isEqualTo(expected).hasSize(batch.rows().count());
    assertThat(batch.firstRow(batch.messages())).isEqualTo(batch.rows().count());
  }
}
