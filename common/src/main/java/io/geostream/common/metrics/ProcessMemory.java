package io.geostream.common.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process's resident memory, {@code memory_usage_bytes}, as the tutorial's {@code psutil} gives
 * it: from {@code /proc} (Linux). Elsewhere it is NaN, which Prometheus shows as absent rather than
 * wrong.
 */
public final class ProcessMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private ProcessMemory() {}

  /** Adds the gauge. */
  public static void bindTo(MeterRegistry registry) {
    Gauge.builder("memory_usage_bytes", ProcessMemory::residentBytes)
        .description("Resident memory of the process")
        .register(registry);
  }

  static double residentBytes() {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToDouble(
              line ->
                  Double.parseDouble(line.substring(RESIDENT.length()).replace("kB", "").strip())
                      * 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException | UncheckedIOException e) {
      return Double.NaN;
    }
  }
}
