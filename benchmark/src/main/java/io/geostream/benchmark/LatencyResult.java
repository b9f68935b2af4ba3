package io.geostream.benchmark;

import io.geostream.benchmark.measure.Statistics;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.TextTable;
import io.geostream.benchmark.stage.Latencies;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came of {@code latency}; its components are the fields of the JSON.
 *
 * @param at when it began, ISO-8601
 * @param rate readings a second
 * @param seconds how long each run was measured
 */
record LatencyResult(
    String at,
    Machine machine,
    String database,
    String kafka,
    int rate,
    int seconds,
    List<Series> contenders) {

  /** The runs of one contender, in their order, and the medians of each figure, in milliseconds. */
  record Series(String name, double p50, double p90, double p99, double max, List<Latencies> runs) {

    static Series of(String name, List<Latencies> runs) {
      return new Series(
          name,
          median(runs, Latencies::p50),
          median(runs, Latencies::p90),
          median(runs, Latencies::p99),
          median(runs, Latencies::max),
          runs);
    }

    private static double median(List<Latencies> runs, ToDoubleFunction<Latencies> figure) {
      return Statistics.median(runs.stream().map(figure::applyAsDouble).toList()).orElseThrow();
    }
  }

  /** For people. */
  List<String> table() {
    TextTable table = new TextTable("contender", "p50 ms", "p90 ms", "p99 ms", "max ms");
    contenders.forEach(
        series ->
            table.add(
                List.of(
                    series.name(),
                    Figures.fine(series.p50()),
                    Figures.fine(series.p90()),
                    Figures.fine(series.p99()),
                    Figures.fine(series.max()))));
    return table.lines();
  }
}
