package io.geostream.benchmark;

import io.geostream.benchmark.measure.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the parts of one start took, in milliseconds.
 *
 * @param program the JVM, the settings, HTTP: until the consumer says where it listens
 * @param database the connection, the schema check: until it says that the schema is in order
 * @param broker the connection, the topic: until it says how many partitions there are
 * @param group the workers' Kafka clients, joining the group: until a worker says which partitions
 *     it was given
 * @param firstRows loading the offsets, the first poll, the first transaction: until its commit
 * @param all the five together
 * @param withoutGroup the others together: what a start takes besides the rebalance
 */
record StartupParts(
    double program,
    double database,
    double broker,
    double group,
    double firstRows,
    double all,
    double withoutGroup) {

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
    Instant schema = time(log, "database: the schema is in order");
    Instant topic = time(log, "broker: topic ");
    Instant assigned = time(log, "assigned ");
    return new StartupParts(
        millis(started, listening),
        millis(listening, schema),
        millis(schema, topic),
        millis(topic, assigned),
        millis(assigned, firstCommit),
        millis(started, firstCommit),
        millis(started, topic) + millis(assigned, firstCommit));
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
        Statistics.median(starts, StartupParts::program),
        Statistics.median(starts, StartupParts::database),
        Statistics.median(starts, StartupParts::broker),
        Statistics.median(starts, StartupParts::group),
        Statistics.median(starts, StartupParts::firstRows),
        Statistics.median(starts, StartupParts::all),
        Statistics.median(starts, StartupParts::withoutGroup));
  }
}
