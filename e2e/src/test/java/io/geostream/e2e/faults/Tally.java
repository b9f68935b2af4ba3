package io.geostream.e2e.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** What was broken and what went through, in all scenarios of a run; printed at its end. */
final class Tally implements AutoCloseable {

  private static final String ROW = "%-76s %7s %10s %12s %12s %8s%n";

  private final PrintStream out;
  private final Path file;
  private final Map<String, Line> lines = new ConcurrentSkipListMap<>();

  /**
   * @param file gets what is printed, too
   */
  Tally(PrintStream out, Path file) {
    this.out = out;
    this.file = file;
  }

  /** The line of a scenario. */
  Line of(String scenario) {
    return lines.computeIfAbsent(scenario, name -> new Line());
  }

  @Override
  public void close() throws IOException {
    String table = table();
    out.print(table);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, table);
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            ROW.formatted("scenario", "faults", "readings", "bad records", "back within", "took"));
    lines.forEach((name, line) -> table.append(line.formatted(name)));
    Collection<Line> all = lines.values();
    return table
        .append(
            ROW.formatted(
                all.size() + " scenarios",
                all.stream().mapToInt(Line::allFaults).sum(),
                all.stream().mapToLong(Line::readings).sum(),
                all.stream().mapToLong(Line::badRecords).sum(),
                "",
                ""))
        .toString();
  }

  /** One scenario's numbers. A scenario's threads may all count. */
  static final class Line {
    private final long beganNanos = System.nanoTime();
    private int faults;
    private int faultsOfData;
    private final Map<Object, Long> readings = new HashMap<>();
    private final Map<Object, Long> badRecords = new HashMap<>();
    private Duration slowestReturn = Duration.ZERO;
    private long endedNanos = beganNanos;

    /** Those of programs, servers and networks, after each of which a letter may come again. */
    synchronized int faults() {
      return faults;
    }

    synchronized void faultOfData() {
      faultsOfData++;
      endedNanos = System.nanoTime();
    }

    synchronized void fault() {
      faults++;
      endedNanos = System.nanoTime();
    }

    /**
     * Readings were found to be in the table, each once.
     *
     * @param set which ones, so that they count once however often they are looked at
     */
    synchronized void passed(Object set, long numberOfReadings) {
      readings.put(set, numberOfReadings);
      endedNanos = System.nanoTime();
    }

    /** Bad records were found to be in the dead-letter topic; likewise. */
    synchronized void lettersFound(Object set, long numberOfLetters) {
      badRecords.put(set, numberOfLetters);
      endedNanos = System.nanoTime();
    }

    /** The consumer was at work again that long after its server was back. */
    synchronized void backAtWork(Duration after) {
      slowestReturn = after.compareTo(slowestReturn) > 0 ? after : slowestReturn;
    }

    private synchronized int allFaults() {
      return faults + faultsOfData;
    }

    private synchronized long readings() {
      return readings.values().stream().mapToLong(Long::longValue).sum();
    }

    private synchronized long badRecords() {
      return badRecords.values().stream().mapToLong(Long::longValue).sum();
    }

    private synchronized String formatted(String name) {
      return ROW.formatted(
          name,
          allFaults(),
          readings(),
          badRecords(),
          slowestReturn.isZero() ? "" : slowestReturn.toMillis() + " ms",
          TimeUnit.NANOSECONDS.toSeconds(endedNanos - beganNanos) + " s");
    }
  }
}
