package io.geostream.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CompilerThreadsTest {

  @Test
  void seesThoseOfThisJvm() {
    assumeThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
    long self = ProcessHandle.current().pid();

    // By now they have compiled much of the test framework.
    assertThat(new CompilerThreads(self).micros())
        .isPositive()
        .isLessThanOrEqualTo(Consumption.ofProcess(self).micros());
  }

  @Test
  void findsNoneInAProcessThatIsGone() {
    assertThat(new CompilerThreads(Long.MAX_VALUE).micros()).isZero();
  }
}
