package io.geostream.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessMemoryTest {

  private static final double PAGE = 4_096;

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "there is no /proc")
  void isNearWhatTheKernelCounts() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ProcessMemory.bindTo(registry);
    double pages =
        Double.parseDouble(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]);

    assertThat(registry.get("memory_usage_bytes").gauge().value())
        .isCloseTo(pages * PAGE, within(pages * PAGE / 5));
  }
}
