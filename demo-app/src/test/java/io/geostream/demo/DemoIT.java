package io.geostream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it, on whichever database this machine has. */
class DemoIT {

  private static final String ALL_RUNS = "newest reading in the table";
  private static final Duration END = Duration.ofSeconds(60);
  private static final Duration GONE = Duration.ofSeconds(20);

  @TempDir private Path first;
  @TempDir private Path second;

  @Test
  void twoRunSideBySideAndTheOneThatIsKilledLeavesNothingBehind() throws Exception {
    try (DemoRun ends = DemoRun.start(first, "--seconds", "5", "--rate", "500");
        DemoRun killed = DemoRun.start(second)) {
      List<Long> startedByOne = ends.awaitSaid(ALL_RUNS).processes();
      List<Long> startedByTheOther = killed.awaitSaid(ALL_RUNS).processes();

      killed.signal("KILL");

      assertThat(killed.exitCode(END)).isEqualTo(137);
      assertThat(ends.exitCode(END)).as(ends.output()).isZero();
      assertThat(records(ends)).isGreaterThan(1_000);
      assertThat(ends.output()).contains("OK: the counts agree.");
      assertNothingLeft(ends.folder(), startedByOne);
      await()
          .atMost(GONE)
          .untilAsserted(() -> assertNothingLeft(killed.folder(), startedByTheOther));
    }
  }

  @Test
  void stopsInOrderAtCtrlCAndChecks() throws Exception {
    try (DemoRun demo = DemoRun.start(first)) {
      List<Long> started = demo.awaitSaid("s old").processes();

      demo.signal("INT");

      assertThat(demo.exitCode(END)).as(demo.output()).isZero();
      assertThat(demo.output()).contains("OK: the counts agree.");
      assertNothingLeft(demo.folder(), started);
    }
  }

  @Test
  void saysWhichDaemonDiedAndWhatItSaidLast() throws Exception {
    try (DemoRun demo = DemoRun.start(first)) {
      List<Long> started = demo.awaitSaid(ALL_RUNS).processes();
      String consumer = demo.said("consumer +http.*\\(process (\\d+)\\)");

      DemoRun.signal("KILL", Long.parseLong(consumer));

      assertThat(demo.exitCode(END)).as(demo.output()).isEqualTo(1);
      assertThat(demo.output())
          .contains("the consumer (process " + consumer + ") ended by itself with exit code 137")
          .containsPattern("The end of its log:\\n.*\\S")
          .doesNotContain("OK");
      assertNothingLeft(demo.folder(), started);
    }
  }

  private static long records(DemoRun demo) {
    return Long.parseLong(demo.said("records in Kafka +([\\d,]+)").replace(",", ""));
  }

  private static void assertNothingLeft(Path folder, List<Long> started) throws IOException {
    // The broker, the two daemons, their guard, PostgreSQL's main process and some of its own.
    assertThat(started).hasSizeGreaterThan(6);
    await().atMost(GONE).until(() -> started.stream().noneMatch(DemoRun::isRunning));
    assertThat(folder).doesNotExist();
  }
}
