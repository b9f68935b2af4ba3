package io.geostream.benchmark.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** What Linux reports of running processes; nothing of one that is gone. */
final class Proc {

  private Proc() {}

  static Optional<ProcStat> stat(long pid) {
    return read(pid, "stat").map(ProcStat::parse);
  }

  static Optional<ProcStat> threadStat(long pid, long thread) {
    return read(pid, "task/" + thread + "/stat").map(ProcStat::parse);
  }

  static Optional<ResidentMemory> memory(long pid) {
    return read(pid, "status").map(ResidentMemory::parse);
  }

  /** The children of a process of one thread. */
  static LongStream children(long pid) {
    return read(pid, "task/" + pid + "/children").stream()
        .flatMap(line -> Arrays.stream(line.strip().split(" ", -1)))
        .filter(child -> !child.isEmpty())
        .mapToLong(Long::parseLong);
  }

  /**
   * The threads of a process.
   *
   * @param names a regular expression for their names
   */
  static List<Long> threads(long pid, String names) {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(file(pid, "task"))) {
      for (Path thread : threads) {
        String number = thread.getFileName().toString();
        if (read(pid, "task/" + number + "/comm")
            .filter(name -> name.strip().matches(names))
            .isPresent()) {
          found.add(Long.parseLong(number));
        }
      }
    } catch (IOException gone) {
      return List.of();
    }
    return found;
  }

  private static Optional<String> read(long pid, String file) {
    try {
      // Not UTF-8: a program may be called anything.
      return Optional.of(Files.readString(file(pid, file), StandardCharsets.ISO_8859_1));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Path file(long pid, String file) {
    return Path.of("/proc", Long.toString(pid), file);
  }
}
