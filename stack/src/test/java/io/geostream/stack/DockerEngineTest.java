package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerEngineTest {
  @TempDir Path folder;

  @Test
  void isNotThereWithoutASocket() {
    URI nothing = DockerEngine.socket(folder.resolve("none.sock"));
    assertThat(new DockerEngine(List.of(nothing)).answering()).isEmpty();
  }

  @Test
  void isGivenUpWhenItDoesNotAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DockerEngine engine = at("tcp://127.0.0.1:" + silent.getLocalPort());
      long start = System.nanoTime();
      assertThat(engine.answering()).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "unix:///x.sock, unix:///x.sock",
    "tcp://127.0.0.1:1234, tcp://127.0.0.1:1234",
    "tcp://localhost, tcp://localhost:2375",
    "tcp://[::1]:1234, tcp://[::1]:1234"
  })
  void isLookedForWhereTheEnvironmentSaysAndNowhereElse(String host, URI place) {
    assertThat(at(host).places()).containsExactly(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh://host", "tcp://elsewhere:2375", "tcp://10.0.0.1:2375", "no URI"})
  void isNotLookedForOnAnotherMachine(String host) {
    assertThat(at(host).places()).isEmpty();
    assertThat(at(host).answering()).isEmpty();
  }

  @Test
  void isLookedForInTheUsualSockets() {
    assertThat(DockerEngine.of(Map.of("XDG_RUNTIME_DIR", "/run/user/7"), "/home/me you").places())
        .containsExactly(
            URI.create("unix:///var/run/docker.sock"),
            URI.create("unix:///run/user/7/docker.sock"),
            URI.create("unix:///home/me%20you/.docker/run/docker.sock"),
            URI.create("unix:///home/me%20you/.docker/desktop/docker.sock"));
  }

  private static DockerEngine at(String host) {
    return DockerEngine.of(Map.of("DOCKER_HOST", host), "/");
  }
}
