package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {
  @TempDir Path folder;

  @Test
  void isNotThereWithoutASocket() {
    assertThat(
            new DockerEngine(List.of(UnixDomainSocketAddress.of(folder.resolve("none.sock"))))
                .answers())
        .isFalse();
  }

  @Test
  void isGivenUpWhenItDoesNotAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DockerEngine engine =
          new DockerEngine(
              List.of(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort())));
      long start = System.nanoTime();
      assertThat(engine.answers()).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void isLookedForWhereTheEnvironmentSaysAndNowhereElse() {
    assertThat(
            DockerEngine.of(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1234"), "/home/me").addresses())
        .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1234));
    assertThat(DockerEngine.of(Map.of("DOCKER_HOST", "unix:///x.sock"), "/home/me").addresses())
        .containsExactly(UnixDomainSocketAddress.of("/x.sock"));
    assertThat(DockerEngine.of(Map.of(), "/home/me").addresses())
        .contains(UnixDomainSocketAddress.of("/home/me/.docker/run/docker.sock"));
  }

  @Test
  void isNotLookedForOverSsh() {
    assertThatCode(() -> DockerEngine.of(Map.of("DOCKER_HOST", "ssh://host"), "/"))
        .doesNotThrowAnyException();
    assertThat(DockerEngine.of(Map.of("DOCKER_HOST", "ssh://host"), "/").answers()).isFalse();
  }
}
