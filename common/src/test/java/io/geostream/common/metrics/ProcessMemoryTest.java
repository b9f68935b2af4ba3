package io.geostream.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.testing.Needs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** What resident memory is made of, whatever the size of a page. */
  private static final Pattern PART = Pattern.compile("Rss(?:Anon|File|Shmem):\\s+(\\d+) kB");

  @Test
  void isNearWhatTheKernelCounts() throws IOException {
    Needs.that(Files.exists(STATUS), "ProcessMemoryTest", "there is no /proc");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ProcessMemory.bindTo(registry);
    double before = resident();
    double reported = registry.get("memory_usage_bytes").gauge().value();
    double after = resident(); // a collection may give memory back meanwhile

    assertThat(before).isPositive();
    assertThat(reported).isBetween(Math.min(before, after) * 0.8, Math.max(before, after) * 1.2);
  }

  private static double resident() throws IOException {
    return Files.readAllLines(STATUS).stream()
            .map(PART::matcher)
            .filter(line -> line.matches())
            .mapToLong(line -> Long.parseLong(line.group(1)))
            .sum()
        * 1_024.0;
  }
}
