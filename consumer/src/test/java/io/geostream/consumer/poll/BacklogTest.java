package io.geostream.consumer.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BacklogTest {

  private final Backlog backlog = new Backlog(100, 1_000);

  @Test
  void isEmptyAndOfNoAgeWhereNothingIsLeft() {
    backlog.endsAt(100, 0, 2_000);
    assertThat(backlog.size()).isZero();
    assertThat(backlog.ageMillis(9_000)).isZero();
  }

  @Test
  void isAsOldAsTheFirstRecordOfTheOldestRunThatIsNotWritten() {
    read(100, 104, 2_000);
    read(105, 109, 3_000);
    backlog.endsAt(110, 0, 4_000);
    assertThat(backlog.size()).isEqualTo(10);
    assertThat(backlog.ageMillis(5_000)).isEqualTo(3_000);
    backlog.written(105);
    assertThat(backlog.size()).isEqualTo(5);
    assertThat(backlog.ageMillis(5_000)).isEqualTo(2_000);
    backlog.written(110);
    assertThat(backlog.ageMillis(5_000)).isZero();
  }

  @Test
  void newsThatComeLateTakeNothingBack() {
    backlog.written(200);
    backlog.written(150);
    assertThat(backlog.stored()).isEqualTo(200);
  }

  @Test
  void aRecordWithoutATimestampHasNoAge() {
    read(100, 104, -1);
    backlog.endsAt(105, 0, 3_000);
    assertThat(backlog.size()).isEqualTo(5);
    assertThat(backlog.ageMillis(60_000)).isZero();
  }

  @Test
  void ageGoesOnRisingWhileNothingIsWritten() {
    read(100, 104, 2_000);
    backlog.endsAt(105, 7, 3_000);
    assertThat(backlog.ageMillis(60_000)).isEqualTo(58_000);
  }

  @Test
  void whatIsNotReadIsNoOlderThanTheLastLookThatSawNothingLeft() {
    backlog.endsAt(100, 0, 50_000);
    backlog.endsAt(100, 3, 51_000);
    assertThat(backlog.size()).isEqualTo(3);
    assertThat(backlog.ageMillis(52_000)).isEqualTo(2_000);
  }

  @Test
  void whatIsNotReadOfAnOldLogIsAboutAsOldAsTheLastRecordBeforeIt() {
    read(100, 104, 2_000);
    backlog.written(105);
    backlog.endsAt(105, 1_000_000, 90_000);
    assertThat(backlog.ageMillis(92_000)).isEqualTo(90_000);
  }

  @Test
  void aRecordFromTheFutureIsOfNoAge() {
    read(100, 100, 99_000);
    backlog.endsAt(101, 0, 3_000);
    assertThat(backlog.ageMillis(3_000)).isZero();
  }

  private void read(long first, long last, long timestamp) {
    backlog.begin(first, timestamp);
    backlog.end(last, timestamp);
  }
}
