package io.geostream.e2e.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compose itself takes the file; where it is not installed, that is said and skipped. */
class ComposeCommandTest {

  @ParameterizedTest
  @ValueSource(strings = {"docker-compose", "docker compose"})
  void composeTakesTheFile(String command) throws IOException, InterruptedException {
    Compose compose = new Compose(command, Map.of("GRAFANA_PORT", "13000"));
    if (!compose.isInstalled()) {
      System.out.println("SKIPPED composeTakesTheFile: this machine has no " + command);
      abort("this machine has no " + command);
    }

    assertThat(compose.run("config", "--services").lines())
        .containsExactlyInAnyOrderElementsOf(
            ComposeFile.read().services().stream().map(Service::name).toList());
    // Version 1 writes the port in one line, version 2 in a block.
    assertThat(compose.run("config"))
        .containsPattern("127\\.0\\.0\\.1:13000:3000|published: \"13000\"")
        .doesNotContain("${");
  }
}
