package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void survivesWhatATerminalSendsAndEndsOnTerminate() {
    try (ChildProcess child = start("exec sleep 600")) {
      Signals.send("INT", List.of(child.pid()));
      Signals.send("HUP", List.of(child.pid()));
      assertThat(child.waitFor(Duration.ofMillis(200))).isFalse();
      assertThat(child.exitCode()).isEmpty();

      child.terminate();
      assertThat(child.waitFor(SOON)).isTrue();
      assertThat(child.exitCode()).hasValue(128 + 15);
    }
  }

  @Test
  void standsStillWhileFrozen() throws Exception {
    Path ticks = folder.resolve("child.log");
    try (ChildProcess child = start("while :; do echo tick; sleep 0.02; done")) {
      await().atMost(SOON).until(() -> Files.size(ticks) > 0);
      child.freeze();
      long frozenAt = Files.size(ticks);
      await()
          .during(Duration.ofMillis(300))
          .atMost(SOON)
          .until(() -> Files.size(ticks) <= frozenAt + 5);
      assertThat(child.isAlive()).isTrue();
      child.thaw();
      await().atMost(SOON).until(() -> Files.size(ticks) > frozenAt + 5);
    }
  }

  @Test
  void isKilledWhenItDoesNotStopInTime() {
    ChildProcess child = start("trap '' TERM; echo ready; while :; do sleep 0.1; done");
    await().atMost(SOON).until(() -> Files.size(folder.resolve("child.log")) > 0);
    child.stop(Duration.ofMillis(300));
    assertThat(child.isAlive()).isFalse();
    assertThat(child.exitCode()).hasValue(128 + 9);
  }

  @Test
  void stopsInOrderEvenWhenItIsFrozen() {
    ChildProcess child = start("trap 'exit 7' TERM; echo ready; while :; do sleep 0.05; done");
    await().atMost(SOON).until(() -> Files.size(folder.resolve("child.log")) > 0);
    child.freeze();
    child.stop(SOON);
    assertThat(child.exitCode()).hasValue(7);
  }

  @Test
  void getsItsEnvironmentAndWritesToItsLog() throws Exception {
    try (ChildProcess child =
        ChildProcess.start(
            "child",
            List.of("sh", "-c", "echo \"$GREETING\"; echo error >&2; exit 3"),
            Map.of("GREETING", "hello"),
            folder)) {
      assertThat(child.waitFor(SOON)).isTrue();
      assertThat(child.exitCode()).hasValue(3);
      assertThat(child.log()).hasContent("hello\n");
      assertThat(child.err()).hasContent("error\n");
      assertThat(child.logEnd()).isEqualTo("hello\nerror");
    }
  }

  @Test
  void saysThatItsLogCannotBeWritten() {
    Path nowhere = folder.resolve("none");
    assertThatThrownBy(() -> ChildProcess.start("child", List.of("true"), Map.of(), nowhere))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot start child");
  }

  private ChildProcess start(String script) {
    return ChildProcess.start("child", List.of("sh", "-c", script), Map.of(), folder);
  }
}
