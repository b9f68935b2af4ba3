package io.geostream.consumer.batch;

import static io.geostream.consumer.batch.Records.HOUR;
import static io.geostream.consumer.batch.Records.TIME;
import static io.geostream.consumer.batch.Records.reading;
import static io.geostream.consumer.batch.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BatchTest {

  private static final BatchLimits LIMITS = BatchLimits.of(10, ChunkWidth.HOUR);
  private static final BadRecord BAD = new BadRecord(ErrorCode.NOT_JSON, "x");

  @Test
  void isFullAtItsLimitOfRows() {
    Batch batch = rows(0, 0, 9);
    assertThat(batch.isFull()).isFalse();
    batch.add(record(0, 9), reading(TIME));
    assertThat(batch.isFull()).isTrue();
  }

  @Test
  void isFullAtFiftyChunks() {
    Batch batch = new Batch(0, 0, BatchLimits.of(1_000, ChunkWidth.HOUR));
    for (int hour = 0; hour < 50; hour++) {
      assertThat(batch.isFull()).isFalse();
      batch.add(record(0, hour), reading(TIME + hour * HOUR));
    }
    assertThat(batch.isFull()).isTrue();
  }

  @Test
  void countsChunksAsWideAsTheTableHasThem() {
    ChunkWidth quarter = new ChunkWidth(ChunkWidth.HOUR.micros() / 4);
    Batch batch = new Batch(0, 0, BatchLimits.of(1_000, quarter));
    for (int chunk = 0; chunk < 50; chunk++) {
      assertThat(batch.isFull()).isFalse();
      batch.add(record(0, chunk), reading(TIME + chunk * quarter.micros()));
    }
    assertThat(batch.isFull()).isTrue();
  }

  @Test
  void isFullAtItsLimitOfBytesOfRowsAndBadRecords() {
    Batch batch = new Batch(0, 0, new BatchLimits(1_000, 3_000, 50, ChunkWidth.HOUR));
    batch.add(record(0, 0, new byte[1_000]), reading(TIME));
    batch.add(record(0, 1, new byte[1_000]), BAD);
    assertThat(batch.isFull()).isFalse();
    batch.add(record(0, 2, new byte[1_000]), BAD);
    assertThat(batch.isFull()).isTrue();
  }

  @Test
  void advancesOverGapsWithoutRows() {
    Batch batch = rows(0, 0, 3);
    batch.advance(0, 3, 8, Optional.empty());
    batch.advance(2, 40, 41, Optional.of(1));
    assertThat(batch.advances())
        .containsEntry(0, new Advance(0, 8, Optional.of(7)))
        .containsEntry(2, new Advance(40, 41, Optional.of(1)));
  }

  @Test
  void itsHalvesWrittenOneAfterTheOtherAdvanceLikeTheWhole() {
    Batch batch = new Batch(0, 0, LIMITS);
    for (int offset = 0; offset < 3; offset++) {
      batch.add(record(0, offset), reading(TIME));
    }
    for (int offset = 10; offset < 13; offset++) {
      batch.add(record(1, offset), reading(TIME));
    }
    batch.add(record(1, 13), BAD);
    batch.add(record(0, 1), BAD);
    batch.advance(0, 0, 5, Optional.of(7));
    batch.advance(1, 10, 14, Optional.of(7));
    batch.advance(2, 20, 21, Optional.of(7));

    List<Batch> halves = batch.halves();

    assertThat(halves).extracting(half -> half.rows().count()).containsExactly(3, 3);
    assertThat(halves.get(0).advances())
        .containsOnlyKeys(0)
        .containsEntry(0, new Advance(0, 3, Optional.of(7)));
    assertThat(halves.get(1).advances())
        .containsEntry(0, new Advance(3, 5, Optional.of(7)))
        .containsEntry(1, new Advance(10, 14, Optional.of(7)))
        .containsEntry(2, new Advance(20, 21, Optional.of(7)));
    assertThat(halves.get(0).deadLetters()).extracting(BatchTest::offset).containsExactly(1L);
    assertThat(halves.get(1).deadLetters()).extracting(BatchTest::offset).containsExactly(13L);
    assertThat(halves).allSatisfy(Steps::requireAll);
    assertThat(halves)
        .allSatisfy(half -> assertThat(half.unsentLetters()).isEqualTo(half.deadLetters()));
    assertThatThrownBy(() -> rows(0, 0, 1).halves()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusedRowsBecomeDeadLettersAndOnlyTheyAreUnsent() {
    Batch batch = rows(0, 0, 5);
    batch.add(record(0, 5), BAD);
    batch.advance(0, 5, 6, Optional.of(7));
    batch.unsentLetters().clear();
    TreeMap<Integer, BadRecord> refused = new TreeMap<>();
    refused.put(0, BAD);
    refused.put(3, BAD);

    Batch rest = batch.refusing(refused);

    assertThat(IntStream.range(0, rest.sources().count()).mapToLong(rest.sources()::offset))
        .containsExactly(1L, 2L, 4L);
    assertThat(rest.rows().count()).isEqualTo(3);
    assertThat(rest.unsentLetters()).extracting(BatchTest::offset).containsExactly(0L, 3L);
    assertThat(rest.deadLetters()).hasSize(3);
    assertThat(rest.advances()).isEqualTo(batch.advances());
  }

  @Test
  void aRowOutsideOfItsPartitionsStepIsRefused() {
    Batch batch = new Batch(0, 0, LIMITS);
    batch.add(record(0, 4), reading(TIME));
    batch.add(record(1, 7), reading(TIME));
    batch.add(record(0, 5), reading(TIME));
    batch.advance(0, 4, 5, Optional.empty());
    batch.advance(1, 7, 8, Optional.empty());
    assertRefused(batch, "partition 0 offset 5");
    batch.advance(0, 5, 6, Optional.empty());
    Steps.requireAll(batch);
    batch.add(record(2, 9), reading(TIME));
    assertRefused(batch, "partition 2 offset 9");
    batch.advance(2, 10, 11, Optional.empty());
    assertRefused(batch, "partition 2 offset 9");
  }

  @Test
  void aDeadLetterOutsideOfItsPartitionsStepIsRefused() {
    Batch batch = rows(0, 0, 3);
    batch.add(record(0, 3), BAD);
    assertRefused(batch, "partition 0 offset 3");
    batch.advance(0, 3, 4, Optional.empty());
    Steps.requireAll(batch);
    batch.add(record(1, 0), BAD);
    assertRefused(batch, "partition 1 offset 0");
  }

  private static void assertRefused(Batch batch, String place) {
    assertThatThrownBy(() -> Steps.requireAll(batch))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(place);
  }

  private static long offset(DeadLetter letter) {
    return letter.record().offset();
  }

  private static Batch rows(int partition, long from, long to) {
    Batch batch = new Batch(0, 0, LIMITS);
    for (long offset = from; offset < to; offset++) {
      batch.add(record(partition, offset), reading(TIME));
    }
    batch.advance(partition, from, to, Optional.of(7));
    return batch;
  }
}
