package io.geostream.benchmark.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a result was measured on.
 *
 * @param cores that this process may use
 * @param processor its name, as far as the system reports it
 * @param memoryBytes of the machine; 0 if the system does not tell
 * @param system the operating system
 * @param java the Java that runs all JVMs
 */
public record Machine(int cores, String processor, long memoryBytes, String system, String java) {

  private static final long BYTES_PER_KIB = 1024;

  /** This one. */
  public static Machine ofThis() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        line("/proc/cpuinfo", "model name"),
        totalMemory(),
        System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""),
        System.getProperty("java.vm.name", "") + " " + Runtime.version());
  }

  private static long totalMemory() {
    String digits = line("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits) * BYTES_PER_KIB;
  }

  private static String line(String file, String name) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException notLinux) {
      return "";
    }
  }

  /** In a few words. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%d cores%s, %s, %s",
        cores,
        processor.isEmpty() ? "" : " (" + processor + ")",
        system,
        java);
  }
}
