package io.geostream.consumer.worker;

import static io.geostream.consumer.batch.Records.TIME;
import static io.geostream.consumer.batch.Records.record;
import static io.geostream.consumer.worker.FillerScene.polled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.Phase;
import io.geostream.consumer.metrics.PartitionMetrics.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class BatchFillerTest {

  private static final byte[] GOOD = Times.value(TIME);
  private static final byte[] BAD = {0};

  private final FillerScene scene = new FillerScene();
  private final BatchFiller filler = scene.filler;
  private final OwnedPartitions owned = scene.owned;

  @Test
  void goodRecordsBecomeRowsAndBadOnesDeadLettersOfOneBatch() throws InterruptedException {
    filler.fill(
        polled(103, List.of(record(0, 100, GOOD), record(0, 101, BAD), record(0, 102, GOOD))));
    Batch batch = scene.batches().get(0);
    assertThat(batch.rows().count()).isEqualTo(2);
    assertThat(batch.deadLetters())
        .extracting(letter -> letter.record().offset())
        .containsExactly(101L);
    assertThat(batch.advances()).isEqualTo(Map.of(0, new Advance(100, 103, Optional.of(7))));
  }

  @Test
  void advancesOverMarkersAfterTheLastRecordAndWithoutAnyRecord() throws InterruptedException {
    filler.fill(polled(105, List.of(record(0, 100, GOOD))));
    assertThat(scene.batches().get(0).advances())
        .isEqualTo(Map.of(0, new Advance(100, 105, Optional.of(7))));
    filler.fill(polled(107, List.of()));
    Batch markersOnly = scene.batches().get(0);
    assertThat(markersOnly.rows().count()).isZero();
    assertThat(markersOnly.advances()).isEqualTo(Map.of(0, new Advance(105, 107, Optional.of(7))));
  }

  @Test
  void anEmptyPollLeavesNothing() throws InterruptedException {
    filler.fill(ConsumerRecords.empty());
    filler.fill(polled(100, List.of()));
    assertThat(scene.batches()).isEmpty();
  }

  @Test
  void aPollOfMoreThanABatchIsCutWithoutAGapBetween() throws InterruptedException {
    filler.fill(polled(125, goodRecords(100, 125)));
    List<Batch> batches = scene.batches();
    assertThat(batches).extracting(batch -> batch.rows().count()).containsExactly(10, 10, 5);
    assertThat(batches)
        .extracting(batch -> batch.advances().get(0))
        .containsExactly(
            new Advance(100, 110, Optional.of(7)),
            new Advance(110, 120, Optional.of(7)),
            new Advance(120, 125, Optional.of(7)));
  }

  /** However many rows the messages of a poll make, no more of them are in memory. */
  @Test
  void whatThereIsNoRoomForIsHeldUndecodedUntilThereIs() throws InterruptedException {
    filler.fill(polled(1_000, goodRecords(100, 999)));
    filler.fill(ConsumerRecords.empty());
    assertThat(filler.isHolding()).isTrue();
    assertThat(owned.positions()).isEqualTo(Map.of(0, 110L));
    owned.look(0, OptionalLong.of(7), OptionalLong.empty());
    assertThat(owned.states().get(0)).extracting(State::end).isEqualTo(1_007L);

    List<Batch> batches = scene.batches();
    assertThat(filler.isHolding()).isFalse();
    assertThat(batches).hasSize(90).allMatch(batch -> batch.rows().count() <= 10);
    assertThat(owned.positions()).isEqualTo(Map.of(0, 1_000L));
  }

  @Test
  void whatIsDroppedIsNotRead() throws InterruptedException {
    filler.fill(polled(125, goodRecords(100, 125)));
    filler.drop();
    assertThat(scene.batches()).hasSize(1);
    assertThat(owned.positions()).isEqualTo(Map.of(0, 110L));
  }

  @Test
  void whatIsPolledDuringAWriteIsAddedToTheBatchThatWaitsAndWhatDoesNotFitFollows()
      throws InterruptedException {
    filler.fill(polled(101, goodRecords(100, 101)));
    scene.mailbox.take(Duration.ZERO); // a write is under way
    filler.fill(polled(105, goodRecords(101, 105)));
    filler.fill(polled(108, goodRecords(105, 108)));
    filler.fill(polled(113, goodRecords(108, 113)));
    List<Batch> batches = scene.batches();
    assertThat(batches).extracting(batch -> batch.rows().count()).containsExactly(10, 2);
    assertThat(batches)
        .extracting(batch -> batch.advances().get(0))
        .containsExactly(
            new Advance(101, 111, Optional.of(7)), new Advance(111, 113, Optional.of(7)));
  }

  private static List<ConsumerRecord<byte[], byte[]>> goodRecords(int from, int to) {
    return IntStream.range(from, to).mapToObj(offset -> record(0, offset, GOOD)).toList();
  }

  @Test
  void theTimeOfDecodingGoesWithTheBatch() throws InterruptedException {
    filler.fill(polled(101, List.of(record(0, 100, GOOD))));
    assertThat(scene.batches().get(0).times().nanos(Phase.DECODE)).isPositive();
  }

  @Test
  void theAgeOfWhatWasPolledIsThatOfItsRecords() {
    filler.fill(polled(101, List.of(record(0, 100, GOOD))));
    owned.look(0, OptionalLong.of(9), OptionalLong.empty());
    assertThat(owned.states()).isEqualTo(Map.of(0, new State(10, 5, 100, 110)));
  }

  @Test
  void aBatchThatFollowsInAPollIsAsOldAsItsOwnFirstRecord() throws InterruptedException {
    filler.fill(
        polled(
            120,
            IntStream.range(100, 120)
                .mapToObj(offset -> at(TIME / 1_000 + (offset - 100) * 200L, offset))
                .toList()));
    assertThat(scene.batches()).hasSize(2);
    Objects.requireNonNull(owned.get(0)).written(110);
    owned.look(0, OptionalLong.of(0), OptionalLong.empty());
    assertThat(owned.states()).isEqualTo(Map.of(0, new State(10, 3, 110, 120)));
  }

  private static ConsumerRecord<byte[], byte[]> at(long timestamp, long offset) {
    return new ConsumerRecord<>(
        "readings",
        0,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        GOOD.length,
        new byte[0],
        GOOD,
        new RecordHeaders(),
        Optional.of(7));
  }

  @Test
  void batchesAreOfTheGenerationOfTheirPositions() throws InterruptedException {
    owned.forget();
    scene.load(100);
    filler.fill(polled(101, goodRecords(100, 101)));
    assertThat(scene.batches().get(0).generation()).isEqualTo(1);
  }

  @Test
  void recordsWithoutAKnownPositionAreADefect() {
    owned.forget();
    assertThatThrownBy(() -> filler.fill(polled(101, goodRecords(100, 101))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whereAPollWentToInAPartitionForgottenMeanwhileIsNotWritten() throws InterruptedException {
    owned.forget();
    filler.fill(polled(105, List.of()));
    assertThat(scene.batches()).isEmpty();
    owned.revoke(Set.of(0));
    filler.fill(polled(105, List.of()));
    assertThat(scene.batches()).isEmpty();
  }
}
