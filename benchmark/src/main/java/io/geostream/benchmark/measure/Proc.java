package io.geostream.benchmark.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** What Linux tells of running processes; of one that is gone it tells nothing. */
final class Proc {

  private static final String PEAK = "VmHWM:";
  private static final long BYTES_PER_KIB = 1024;

  private Proc() {}

  static Optional<ProcStat> stat(long pid) {
    return read(pid, "stat").map(ProcStat::parse);
  }

  /** The most memory that it has had at a time (resident), in bytes. */
  static OptionalLong peakBytes(long pid) {
    return read(pid, "status").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(PEAK))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIB)
        .findFirst();
  }

  /** The children of a process of one thread. */
  static LongStream children(long pid) {
    return read(pid, "task/" + pid + "/children").stream()
        .flatMap(line -> Arrays.stream(line.strip().split(" ", -1)))
        .filter(child -> !child.isEmpty())
        .mapToLong(Long::parseLong);
  }

  private static Optional<String> read(long pid, String file) {
    try {
      // Not UTF-8: a program may be called anything.
      return Optional.of(
          Files.readString(
              Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
