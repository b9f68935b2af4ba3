package io.geostream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a user runs it, on whichever database this machine has. */
class DemoIT {

  private static final String ALL_RUNS = "newest reading in the table";
  private static final Duration END = Duration.ofSeconds(60);
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
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

  /** Each moment is known by what is in the demo's folder, or by the demo's output. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka-*",
        "**/installation/bin",
        "**/PG_VERSION",
        "**/postmaster.pid",
        "database"
      })
  void endsAtOnceAtASignalWhileItStarts(String moment) throws Exception {
    try (DemoRun demo = DemoRun.start(first, "--database", "embedded")) {
      Path folder = demo.awaitSaid("removed at the end").folder();
      await()
          .atMost(DemoRun.START)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> demo.output().contains("  " + moment) || isIn(folder, moment));
      List<Long> started = demo.processes();

      demo.signal("TERM");

      assertThat(demo.exitCode(AT_ONCE)).as(demo.output()).isEqualTo(143);
      assertThat(demo.output())
          .contains("Stopped before the first reading")
          .doesNotContain("\ndemo:");
      await()
          .atMost(AT_ONCE)
          .untilAsserted(
              () -> {
                assertThat(folder).doesNotExist();
                assertThat(started).noneMatch(DemoRun::isRunning);
              });
    }
  }

  private static boolean isIn(Path folder, String glob) throws IOException {
    PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + folder + "/" + glob);
    try (Stream<Path> all = Files.walk(folder)) {
      return all.anyMatch(matcher::matches);
    } catch (UncheckedIOException goneMeanwhile) {
      return false;
    }
  }

  private static long records(DemoRun demo) {
    return Long.parseLong(demo.said("records in Kafka +([\\d,]+)").replace(",", ""));
  }

  private static void assertNothingLeft(Path folder, List<Long> started) throws IOException {
    // The broker, the two daemons and their guard; a server that is not in a container.
    assertThat(started).hasSizeGreaterThan(3);
    await().atMost(GONE).until(() -> started.stream().noneMatch(DemoRun::isRunning));
    assertThat(folder).doesNotExist();
  }
}
