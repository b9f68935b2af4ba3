package io.geostream.benchmark;

import io.geostream.benchmark.measure.Statistics;
import io.geostream.stack.MetricsScrape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How long the parts of one start took, in milliseconds.
 *
 * @param program the JVM, the settings, HTTP: until the consumer answers over HTTP
 * @param database the connection, the schema check: until the schema is found in order
 * @param broker the connection, the topic: until the topic is found
 * @param group the workers' Kafka clients, joining the group: until a worker has partitions
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
  private static final double MILLIS_PER_SECOND = 1e3;

  /**
   * Reads them off the consumer's metrics.
   *
   * @param started when the process was started
   * @param firstCommit when the first rows were committed
   * @throws BenchmarkException if a step is missing
   */
  static StartupParts of(Instant started, MetricsScrape metrics, Instant firstCommit) {
    Instant listening = reached("http", metrics);
    Instant schema = reached("database", metrics);
    Instant topic = reached("broker", metrics);
    Instant assigned = reached("group", metrics);
    return new StartupParts(
        millis(started, listening),
        millis(listening, schema),
        millis(schema, topic),
        millis(topic, assigned),
        millis(assigned, firstCommit),
        millis(started, firstCommit),
        millis(started, topic) + millis(assigned, firstCommit));
  }

  private static Instant reached(String step, MetricsScrape metrics) {
    double jvm = value(metrics.sum("process_start_time_seconds"), "start of the JVM");
    double since = value(metrics.sum("geostream_startup_seconds", "\"" + step + "\""), step);
    return Instant.EPOCH.plusMillis(Math.round((jvm + since) * MILLIS_PER_SECOND));
  }

  private static double value(OptionalDouble metric, String what) {
    return metric.orElseThrow(
        () -> new BenchmarkException("the consumer's metrics do not have its " + what));
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
