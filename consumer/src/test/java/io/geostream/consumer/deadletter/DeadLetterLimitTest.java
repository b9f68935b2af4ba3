package io.geostream.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.Records;
import org.junit.jupiter.api.Test;

final class DeadLetterLimitTest {

  private final DeadLetterLimit limit = new DeadLetterLimit(10);

  @Test
  void stopsBeforeTheLettersOfABatchThatIsTooBadAreSent() {
    assertThatCode(() -> limit.check(batch(90, 10))).doesNotThrowAnyException();
    assertThatThrownBy(() -> limit.check(batch(89, 11)))
        .isInstanceOf(TooManyDeadLettersException.class)
        .hasMessageContainingAll(
            "11 of the last 100", "10 %", "readings-0 at offset 99", "not-json");
  }

  @Test
  void saysNothingOfFewRecords() {
    assertThatCode(() -> limit.check(batch(0, 99))).doesNotThrowAnyException();
  }

  @Test
  void addsUpWhatComesInManySmallBatches() {
    for (int batch = 0; batch < 50; batch++) {
      limit.add(batch(1, 1));
    }
    assertThatThrownBy(() -> limit.check(batch(0, 1)))
        .isInstanceOf(TooManyDeadLettersException.class);
  }

  @Test
  void forgetsWhatIsLongAgo() {
    limit.add(batch(0, 99));
    limit.add(batch(1_000, 0));
    assertThatCode(() -> limit.check(batch(900, 100))).doesNotThrowAnyException();
  }

  @Test
  void takesTheShareOfMessagesHoweverManyTheirRows() {
    Batch batch = batch(0, 11);
    for (int message = 0; message < 45; message++) {
      batch.add(Records.record(0, message), Records.reading(0, 1));
    }
    assertThatThrownBy(() -> new DeadLetterLimit(10).check(with(44, batch)))
        .isInstanceOf(TooManyDeadLettersException.class);
    assertThatCode(() -> new DeadLetterLimit(10).check(with(10, batch))).doesNotThrowAnyException();
  }

  /** The batch with so many more messages, which have no rows. */
  private static Batch with(int empty, Batch batch) {
    for (int message = 0; message < empty; message++) {
      batch.add(Records.record(0, message), Records.reading());
    }
    return batch;
  }

  @Test
  void isOffAtZero() {
    assertThatCode(() -> new DeadLetterLimit(0).check(batch(0, 1_000))).doesNotThrowAnyException();
  }

  private static Batch batch(int rows, int letters) {
    Batch batch = new Batch(0, 0, BatchLimits.of(10_000, ChunkWidth.HOUR));
    for (int row = 0; row < rows; row++) {
      batch.add(Records.record(0, row), Records.reading(row));
    }
    for (int letter = 0; letter < letters; letter++) {
      batch.add(Records.record(0, rows + letter), new BadRecord(ErrorCode.NOT_JSON, "bad"));
    }
    return batch;
  }
}
