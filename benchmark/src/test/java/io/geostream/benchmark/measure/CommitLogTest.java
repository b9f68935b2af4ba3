package io.geostream.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommitLogTest {

  private static final long START = 1_700_000_000_000_000L;

  @Test
  void doesNotCountTheRowsThatWereThereWhenTheTimeBeganToRun() {
    CommitLog log =
        new CommitLog(
            List.of(
                new Commit(START + 2_000_000, 300),
                new Commit(START, 1_000),
                new Commit(START + 1_000_000, 500)));

    assertThat(log.rowsPerSecond()).hasValue(400);
    assertThat(log.rows()).isEqualTo(1_800);
    assertThat(log.span()).isEqualTo(new Span(START, START + 2_000_000));
  }

  @Test
  void hasNoRateWithoutTimeBetweenCommits() {
    assertThat(new CommitLog(List.of()).rowsPerSecond()).isEmpty();
    assertThat(new CommitLog(List.of(new Commit(START, 7))).rowsPerSecond()).isEmpty();
  }
}
