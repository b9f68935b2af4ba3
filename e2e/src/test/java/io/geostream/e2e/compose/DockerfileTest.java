package io.geostream.e2e.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/compose.md says of the images. */
class DockerfileTest {

  private final Dockerfile file = Dockerfile.read();

  @Test
  void startsFromImagesOfOneVersion() {
    List<String> bases =
        file.all("FROM").stream()
            .map(from -> from.replaceAll(" .*", ""))
            .filter(base -> base.contains(":"))
            .toList();

    assertThat(bases).hasSize(2).allMatch(base -> base.matches("[a-z-]+:\\d+\\.\\d+\\.\\d+.*"));
  }

  @Test
  void runsAsANumberedUserWhoIsNotRoot() {
    assertThat(file.only("USER")).matches("[1-9]\\d*:[1-9]\\d*");
  }

  @Test
  void startsTheProgramsWithoutAShellSoThatSigtermArrives() {
    assertThat(file.all("ENTRYPOINT"))
        .hasSize(2)
        .allMatch(entryPoint -> entryPoint.startsWith("[\"java\", "))
        .allMatch(entryPoint -> entryPoint.contains("-XX:MaxRAMPercentage="))
        .allMatch(entryPoint -> entryPoint.contains("\"@/app/jvm.options\""));
  }

  @Test
  void saysWhatItIs() {
    String version = Repository.version();
    assertThat(file.all("LABEL"))
        .anyMatch(label -> label.contains("org.opencontainers.image.licenses=\"Apache-2.0\""))
        .anyMatch(label -> label.contains("image.version=\"" + version + "\""))
        .anyMatch(label -> label.contains("image.title=\"geostream producer\""))
        .anyMatch(label -> label.contains("image.title=\"geostream consumer\""));
  }

  @Test
  void namesTheBaseThatItIsBuiltOn() {
    String runtime =
        file.all("FROM").stream()
            .filter(from -> from.endsWith(" AS runtime"))
            .findFirst()
            .orElseThrow()
            .replaceAll(" .*", "");

    assertThat(file.all("LABEL"))
        .anyMatch(
            label -> label.contains("image.base.name=\"docker.io/library/%s\"".formatted(runtime)));
  }

  @Test
  void takesEachModulesPomBeforeItsSources() {
    List<String> copied =
        file.instructions().stream()
            .takeWhile(line -> !line.equals("COPY . ."))
            .filter(line -> line.startsWith("COPY "))
            .toList();

    assertThat(Repository.modules())
        .isNotEmpty()
        .allSatisfy(
            module -> assertThat(copied).contains("COPY %1$s/pom.xml %1$s/".formatted(module)));
    assertThat(Repository.text(".dockerignore").lines().toList())
        .containsAll(Repository.modules().stream().map(m -> "!" + m + "/pom.xml").toList());
  }

  @Test
  void needsNothingButMavenCentralAndTheBases() {
    assertThat(file.all("ADD")).isEmpty();
    assertThat(file.all("RUN"))
        .noneMatch(run -> run.matches(".*\\b(curl|wget|apt|apt-get|apk)\\b.*"));
    assertThat(file.all("RUN").get(1))
        .as("a change of code downloads nothing")
        .contains("mvn -B -ntp -q --offline package");
  }
}
