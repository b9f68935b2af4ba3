package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DaemonJvmTest {

  @Test
  void hasAHeapAndTheOptionsOfTheFileWithoutItsComments() {
    assertThat(DaemonJvm.options())
        .startsWith("-Xmx512m", "-XX:+UseSerialGC")
        .allMatch(option -> option.matches("-X[^ #]+"))
        .hasSizeGreaterThan(2);
  }

  @Test
  void theJvmKnowsThemAll() throws Exception {
    List<String> command = new ArrayList<>(List.of(ChildJvm.java()));
    command.addAll(DaemonJvm.options());
    command.add("-version");
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
  }
}
