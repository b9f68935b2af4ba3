package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void isFrozenBySignalsWhereTheEngineCannotPause() throws Exception {
    FakeEngine.Behaviour cannotPause =
        (request, body, answer) -> {
          if (request.endsWith("/pause")) {
            answer.is(500, "{\"message\":\"no freezer\"}");
          } else {
            answer.is(200, request.endsWith("/start") ? "" : "{\"Id\":\"abc\"}");
          }
        };
    try (FakeEngine engine = FakeEngine.start(folder, cannotPause)) {
      DockerServer server = server(engine);

      server.freeze();
      assertThat(changes(engine))
          .satisfiesExactly(
              pause -> assertThat(pause).contains("/pause"),
              first -> assertThat(first).contains("/kill?signal=SIGSTOP"),
              others -> assertThat(others).contains("/exec", "kill -STOP -1"),
              run -> assertThat(run).contains("/exec/abc/start"));

      engine.requests().clear();
      server.thaw();
      server.thaw();
      assertThat(changes(engine))
          .satisfiesExactly(
              others -> assertThat(others).contains("/exec", "kill -CONT -1"),
              run -> assertThat(run).contains("/exec/abc/start"),
              first -> assertThat(first).contains("/kill?signal=SIGCONT"));
      server.close();
    }
  }

  private static DockerServer server(FakeEngine engine) {
    DatabaseLogin login =
        new DatabaseLogin("jdbc:postgresql://127.0.0.1:1/x", "me", Optional.of("secret"));
    ContainerPlan plan =
        new ContainerPlan(
            DockerSource.IMAGE, "me", "true", Map.of(), ContainerPlan.Network.HOST, 1);
    DockerContainer container =
        DockerContainer.create(
            DockerEngine.connect(engine.address()), new DockerCalls(LIMIT), engine.address(), plan);
    engine.requests().clear();
    return new DockerServer(container, login, LIMIT);
  }

  private static List<String> changes(FakeEngine engine) {
    return engine.requests().stream().filter(request -> request.startsWith("POST")).toList();
  }
}
