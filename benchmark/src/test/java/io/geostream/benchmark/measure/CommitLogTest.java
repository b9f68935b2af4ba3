package io.geostream.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitLogTest {

  private static final long START = 1_700_000_000_000_000L;

  private final CommitLog log =
      new CommitLog(
          List.of(
              new Commit(START + 3_000_000, 200),
              new Commit(START, 1_000),
              new Commit(START + 1_000_000, 800)));

  @Test
  void doesNotCountTheRowsThatWereThereWhenTheTimeBeganToRun() {
    assertThat(log.rows()).isEqualTo(2_000);
    assertThat(log.after(0))
        .isEqualTo(new Stretch(new Span(START, START + 3_000_000), 1_000))
        .returns(1_000 / 3.0, stretch -> stretch.rowsPerSecond().getAsDouble());
  }

  @Test
  void beginsAPartWithTheCommitThatReachesIt() {
    assertThat(log.after(0.5)).isEqualTo(log.after(0));
    assertThat(log.after(0.6))
        .isEqualTo(new Stretch(new Span(START + 1_000_000, START + 3_000_000), 200));
    assertThat(log.moment(0.6)).isEqualTo(START + 1_000_000);
    assertThat(log.moment(1)).isEqualTo(START + 3_000_000);
  }

  @Test
  void isTheSameAfterAWayThroughAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("log");
    log.save(file);
    assertThat(CommitLog.load(file)).isEqualTo(log);
  }

  @Test
  void hasNoRateWithoutTimeBetweenCommits() {
    assertThat(new CommitLog(List.of(new Commit(START, 7))).after(0).rowsPerSecond()).isEmpty();
    assertThat(log.after(1).rowsPerSecond()).isEmpty();
  }

  @Test
  void hasNoPartsWithoutCommits() {
    assertThatThrownBy(() -> new CommitLog(List.of()).after(0))
        .isInstanceOf(IllegalStateException.class);
  }
}
