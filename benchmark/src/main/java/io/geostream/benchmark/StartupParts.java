package io.geostream.benchmark;

import io.geostream.benchmark.measure.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the parts of one start took, in milliseconds.
 *
 * @param program the JVM, the settings, HTTP: until the consumer says where it listens
 * @param group database and schema check, broker and topic, joining the group: until a worker says
 *     which partitions it was given
 * @param firstRows loading the offsets, the first poll, the first transaction: until its commit
 * @param all the three together
 */
record StartupParts(double program, double group, double firstRows, double all) {

  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * Reads them off the consumer's log.
   *
   * @param started when the process was started
   * @param firstCommit when the first rows were committed
   * @throws BenchmarkException if the log lacks a line
   */
  static StartupParts of(Instant started, String log, Instant firstCommit) {
    Instant listening = time(log, "http: listening on ");
    Instant assigned = time(log, "assigned ");
    return new StartupParts(
        millis(started, listening),
        millis(listening, assigned),
        millis(assigned, firstCommit),
        millis(started, firstCommit));
  }

  private static Instant time(String log, String message) {
    Matcher line =
        Pattern.compile("^(\\S+) INFO +\\w+ - " + Pattern.quote(message), Pattern.MULTILINE)
            .matcher(log);
    if (!line.find()) {
      throw new BenchmarkException("the consumer's log has no line '" + message + "…':\n" + log);
    }
    return OffsetDateTime.parse(line.group(1)).toInstant();
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / NANOS_PER_MILLI;
  }

  /** The median of each. */
  static StartupParts median(List<StartupParts> starts) {
    return new StartupParts(
        median(starts, StartupParts::program),
        median(starts, StartupParts::group),
        median(starts, StartupParts::firstRows),
        median(starts, StartupParts::all));
  }

  private static double median(List<StartupParts> starts, ToDoubleFunction<StartupParts> part) {
    return Statistics.median(starts.stream().map(part::applyAsDouble).toList()).orElseThrow();
  }
}
