package io.geostream.common.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.testing.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;

/** Exit codes and signals, of a JVM of its own. */
@Timeout(60)
class DaemonTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private @Nullable Process process;

  @BeforeAll
  static void needsSignals() {
    Needs.that(!OS.WINDOWS.isCurrentOs(), "DaemonTest", "there is no SIGTERM");
  }

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void endsWith0WhenDone() throws Exception {
    Ended ended = run(SmallDaemon.How.DONE);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).containsExactly("runs", "closed");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void endsWith1AndOneLineOnStderrAfterAFault() throws Exception {
    Ended ended = run(SmallDaemon.How.FAULT);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).containsExactly("runs", "closed");
    assertThat(ended.err()).singleElement().asString().contains("no rights: topic");
  }

  @Test
  void endsWith1AfterAFaultOfAnotherThread() throws Exception {
    Ended ended = run(SmallDaemon.How.FAULT_OF_A_THREAD);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).containsExactly("runs", "closed");
    assertThat(ended.err()).singleElement().asString().contains("the thread died");
  }

  @Test
  void endsWith1AfterAFaultThatAThreadDoesNotHandle() throws Exception {
    Ended ended = run(SmallDaemon.How.UNCAUGHT_FAULT_OF_A_THREAD);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).containsExactly("runs", "closed");
    assertThat(ended.err())
        .singleElement()
        .asString()
        .contains("helper", "AssertionError", "a defect");
  }

  @Test
  void endsWith1WithinTheGraceTimeAfterAFaultThoughTheBodyHangs() throws Exception {
    long begun = System.nanoTime();
    Ended ended = run(SmallDaemon.How.FAULT_WHILE_NOTHING_CLOSES);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("the start, and the grace time")
        .isLessThan(Duration.ofSeconds(Daemon.GRACE_SECONDS + 8));
    assertThat(ended.err()).singleElement().asString().contains("helper", "a defect");
  }

  @Test
  void endsWith1AndALineOnStderrWhenTheMemoryIsFull() throws Exception {
    Ended ended = run(SmallDaemon.How.OUT_OF_MEMORY);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).singleElement().asString().containsIgnoringCase("out of memory");
  }

  @Test
  void endsWith2AndOneLineOnStderrForASettingAndClosesWhatItOpened() throws Exception {
    Ended ended = run(SmallDaemon.How.SETTING);
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).containsExactly("runs", "closed");
    assertThat(ended.err()).containsExactly("small: --http-port (HTTP_PORT): is taken");
  }

  @Test
  void endsWith143AfterSigtermOnceAllIsClosed() throws Exception {
    Process daemon = start(SmallDaemon.How.WAIT);
    BufferedReader out = daemon.inputReader(UTF_8);
    assertThat(out.readLine()).isEqualTo("runs");
    daemon.toHandle().destroy(); // unlike Process.destroy, it leaves the streams open
    assertThat(out.lines()).containsExactly("closed");
    assertThat(exitCode(daemon)).isEqualTo(143);
  }

  @Test
  void endsWith143WithinTheGraceTimeThoughTheBodyHangs() throws Exception {
    Process daemon = start(SmallDaemon.How.HANG);
    BufferedReader out = daemon.inputReader(UTF_8);
    assertThat(out.readLine()).isEqualTo("runs");
    long asked = System.nanoTime();
    daemon.toHandle().destroy(); // unlike Process.destroy, it leaves the streams open
    assertThat(exitCode(daemon)).isEqualTo(143);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(8));
    assertThat(out.lines()).as("a warning").hasSize(1);
  }

  private record Ended(int exitCode, List<String> out, List<String> err) {}

  private Ended run(SmallDaemon.How how) throws IOException, InterruptedException {
    Process daemon = start(how);
    List<String> out = daemon.inputReader(UTF_8).lines().toList();
    List<String> err = daemon.errorReader(UTF_8).lines().toList();
    return new Ended(exitCode(daemon), out, err);
  }

  private Process start(SmallDaemon.How how) throws IOException {
    Process daemon =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallDaemon.class.getName(),
                how.name())
            .start();
    process = daemon;
    return daemon;
  }

  private static int exitCode(Process daemon) throws InterruptedException {
    assertThat(daemon.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return daemon.exitValue();
  }
}
