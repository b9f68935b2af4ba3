package io.geostream.benchmark;

import io.geostream.benchmark.measure.Statistics;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.stage.Latencies;
import java.util.List;

/**
 * What came of {@code latency}; its components are the fields of the JSON.
 *
 * @param at when it began, ISO-8601
 * @param rate readings a second that were asked for
 * @param seconds how long each run was measured
 */
record LatencyResult(
    String at,
    Machine machine,
    String database,
    String kafka,
    int rate,
    int seconds,
    int rounds,
    List<Series> contenders) {

  /** The runs of one contender, in their order, and the medians of each figure. */
  record Series(String name, Latencies median, List<Latencies> runs) {

    static Series of(String name, List<Latencies> runs) {
      return new Series(
          name,
          new Latencies(
              runs.get(0).rows(),
              Statistics.median(runs, Latencies::rowsPerSecond),
              Statistics.median(runs, Latencies::p50),
              Statistics.median(runs, Latencies::p90),
              Statistics.median(runs, Latencies::p99),
              Statistics.median(runs, Latencies::max)),
          runs);
    }
  }
}
