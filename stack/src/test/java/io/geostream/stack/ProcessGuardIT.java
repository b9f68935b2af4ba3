package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGuardIT {
  @TempDir Path logs;

  @Test
  void leavesNothingBehindWhenTheParentIsKilled() throws Exception {
    Process parent = startParent("embedded");
    try {
      Path folder = folderOf(parent);
      List<Long> children = childrenOf(parent, folder);
      // The guard, the broker, the sleeper, PostgreSQL's main process and some of its own.
      assertThat(children).hasSizeGreaterThan(6);

      parent.destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(children).noneMatch(Signals::isRunning);
                assertThat(folder).doesNotExist();
              });
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void leavesNoContainerBehindWhenTheParentIsKilled() throws Exception {
    DockerClient engine = UsableEngine.orSkip();
    Process parent = startParent("docker");
    try {
      Path folder = folderOf(parent);
      assertThat(containersOf(engine, parent)).hasSize(1);

      parent.destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(containersOf(engine, parent)).isEmpty();
                assertThat(folder).doesNotExist();
              });
    } finally {
      parent.destroyForcibly();
    }
  }

  private static List<Container> containersOf(DockerClient engine, Process parent) {
    return engine
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(ContainerPlan.LABEL, Long.toString(parent.pid())))
        .exec();
  }

  private Process startParent(String database) throws IOException {
    return new ProcessBuilder(
            ChildJvm.java(),
            "-cp",
            System.getProperty("java.class.path"),
            GuardedParent.class.getName(),
            database)
        .redirectError(logs.resolve("parent.log").toFile())
        .start();
  }

  /** What the parent says last, after the lines of its libraries. */
  private static Path folderOf(Process parent) throws IOException {
    BufferedReader said = parent.inputReader(StandardCharsets.UTF_8);
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith("/")) {
        return Path.of(line);
      }
    }
    throw new AssertionError("the parent ended before it had started its children");
  }

  private static List<Long> childrenOf(Process parent, Path folder) throws IOException {
    long postgres;
    try (Stream<Path> files = Files.walk(folder)) {
      Path file = files.filter(it -> it.endsWith("postmaster.pid")).findFirst().orElseThrow();
      postgres = Long.parseLong(Files.readAllLines(file).get(0).strip());
    }
    return Stream.of(
            parent.descendants(),
            ProcessHandle.of(postgres).stream(),
            ProcessHandle.of(postgres).orElseThrow().descendants())
        .flatMap(handles -> handles)
        .map(ProcessHandle::pid)
        // A worker that the server had just ended is not one of those that must be ended.
        .filter(Signals::isRunning)
        .toList();
  }
}
