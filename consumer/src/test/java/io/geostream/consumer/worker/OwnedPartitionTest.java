package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.metrics.PartitionMetrics.State;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** A partition that was loaded at offset 100 at second 1; times are in milliseconds. */
final class OwnedPartitionTest {

  private final OwnedPartition partition = new OwnedPartition();

  OwnedPartitionTest() {
    partition.loaded(100, 1_000);
  }

  /** The poll has brought records of one time. */
  private void read(long first, long last, long timestamp) {
    partition.begin(record(first, timestamp));
    partition.end(record(last, timestamp));
    partition.advance(last + 1);
  }

  private void look(long lag, long now) {
    partition.look(OptionalLong.of(lag), OptionalLong.empty(), now);
  }

  private State state(long now) {
    return partition.state(now).orElseThrow();
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, long timestamp) {
    return new ConsumerRecord<>(
        "readings",
        0,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        new byte[0],
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void hasNoStateBeforeItIsLoaded() {
    OwnedPartition assigned = new OwnedPartition();
    assigned.written(50);
    assigned.look(OptionalLong.of(7), OptionalLong.of(900), 2_000);
    assertThat(assigned.state(2_000)).isEmpty();
    assertThat(assigned.position()).isEmpty();
  }

  @Test
  void isAskedForOnceUntilItIsLoaded() {
    OwnedPartition assigned = new OwnedPartition();
    assertThat(assigned.request()).isTrue();
    assertThat(assigned.request()).isFalse();
    assertThat(assigned.loaded(100, 1_000)).isTrue();
    assertThat(assigned.request()).as("loaded").isFalse();
    assertThat(assigned.loaded(200, 1_000)).as("not waited for").isFalse();
    assertThat(assigned.position()).hasValue(100);
    assigned.forget();
    assertThat(assigned.position()).isEmpty();
    assertThat(assigned.request()).isTrue();
  }

  @Test
  void aPositionForgottenWhileItIsAskedForIsAskedForAgain() {
    OwnedPartition assigned = new OwnedPartition();
    assigned.request();
    assigned.forget();
    assertThat(assigned.request()).isTrue();
  }

  @Test
  void hasNoBacklogWhereNothingIsLeft() {
    look(0, 2_000);
    assertThat(state(9_000)).isEqualTo(new State(0, 0, 100, 100));
  }

  @Test
  void isAsOldAsTheFirstRecordOfTheOldestRunThatIsNotWritten() {
    read(100, 104, 2_000);
    read(105, 109, 3_000);
    look(0, 4_000);
    assertThat(state(5_000)).isEqualTo(new State(10, 3, 100, 110));
    partition.written(105);
    assertThat(state(5_000)).isEqualTo(new State(5, 2, 105, 110));
    partition.written(110);
    assertThat(state(5_000)).isEqualTo(new State(0, 0, 110, 110));
  }

  @Test
  void isAsOldAsTheRunOfWhichAPartIsWritten() {
    read(100, 104, 2_000);
    read(105, 109, 3_000);
    look(0, 4_000);
    partition.written(107);
    assertThat(state(5_000)).isEqualTo(new State(3, 2, 107, 110));
  }

  @Test
  void aLateReportTakesNothingBack() {
    partition.written(200);
    partition.written(150);
    assertThat(state(2_000).stored()).isEqualTo(200);
  }

  @Test
  void aRecordWithoutATimestampHasNoAge() {
    read(100, 104, ConsumerRecord.NO_TIMESTAMP);
    look(0, 3_000);
    assertThat(state(60_000)).isEqualTo(new State(5, 0, 100, 105));
  }

  @Test
  void ageGoesOnRisingWhileNothingIsWritten() {
    read(100, 104, 2_000);
    look(7, 3_000);
    assertThat(state(60_000)).isEqualTo(new State(12, 58, 100, 112));
  }

  @Test
  void whatIsNotReadIsNoOlderThanTheLastLookThatSawNothingLeft() {
    look(0, 50_000);
    look(3, 51_000);
    assertThat(state(52_000)).isEqualTo(new State(3, 2, 100, 103));
  }

  @Test
  void whatIsNotReadOfAnOldLogIsAboutAsOldAsTheLastRecordBeforeIt() {
    read(100, 104, 2_000);
    partition.written(105);
    look(1_000_000, 90_000);
    assertThat(state(92_000).lagSeconds()).isEqualTo(90);
  }

  @Test
  void aRecordFromTheFutureIsOfNoAge() {
    read(100, 100, 99_000);
    look(0, 3_000);
    assertThat(state(3_000)).isEqualTo(new State(1, 0, 100, 101));
  }

  @Test
  void endsWhereTheBrokersSayWhileTheClientDoesNotSeeIt() {
    partition.look(OptionalLong.empty(), OptionalLong.of(140), 2_000);
    assertThat(state(2_000).end()).isEqualTo(140);
    partition.look(OptionalLong.of(60), OptionalLong.of(140), 2_000);
    assertThat(state(2_000).end()).as("the client sees more").isEqualTo(160);
    partition.look(OptionalLong.empty(), OptionalLong.empty(), 2_000);
    assertThat(state(2_000).end()).as("no news").isEqualTo(160);
  }

  @Test
  void doesNotEndBeforeWhereItIsRead() {
    read(100, 149, 2_000);
    partition.look(OptionalLong.empty(), OptionalLong.of(140), 2_000);
    assertThat(state(2_000).end()).isEqualTo(150);
  }

  @Test
  void whileItsPositionIsForgottenTheBrokersSayWhereItEnds() {
    partition.look(OptionalLong.empty(), OptionalLong.of(140), 2_000);
    partition.forget();
    partition.look(OptionalLong.of(5_000_000), OptionalLong.of(130), 2_000);
    assertThat(state(2_000)).isEqualTo(new State(40, 1, 100, 140));
    partition.look(OptionalLong.empty(), OptionalLong.of(150), 2_000);
    assertThat(state(2_000).end()).isEqualTo(150);
  }

  @Test
  void beginsAgainWhereItIsLoadedAgain() {
    read(100, 104, 2_000);
    look(7, 3_000);
    partition.forget();
    partition.loaded(102, 8_000);
    look(10, 9_000);
    assertThat(state(9_000)).isEqualTo(new State(10, 1, 102, 112));
  }
}
