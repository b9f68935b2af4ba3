package io.geostream.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

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
    double before = resident();
    double told = registry.get("memory_usage_bytes").gauge().value();
    double after = resident(); // a collection may give memory back meanwhile

    assertThat(told).isBetween(Math.min(before, after) * 0.8, Math.max(before, after) * 1.2);
  }

  private static double resident() throws IOException {
    String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
    return Double.parseDouble(pages) * PAGE;
  }
}
