package io.geostream.benchmark;

import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.TextTable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What came of {@code jmh}; its components are the fields of the JSON.
 *
 * @param at when it began, ISO-8601
 */
record JmhResult(String at, Machine machine, int forks, int iterations, List<Measured> benchmarks) {

  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String DATABIND = "Benchmark.databind";

  /**
   * One benchmark.
   *
   * @param name its class and its method, and the messages if they are not weather
   * @param nanos for one reading
   * @param error half of the confidence interval of 99.9 %, in nanoseconds; null if there are too
   *     few measurements for one
   * @param bytes allocated for one reading
   */
  record Measured(String name, double nanos, @Nullable Double error, double bytes) {

    private String messages() {
      return name.replaceAll("^[^:]*", "");
    }

    static Measured of(RunResult run) {
      String benchmark = run.getParams().getBenchmark();
      int method = benchmark.lastIndexOf('.');
      double error = run.getPrimaryResult().getScoreError();
      Result<?> allocated = run.getSecondaryResults().get(ALLOCATED);
      return new Measured(
          benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1) + suffix(run),
          run.getPrimaryResult().getScore(),
          Double.isNaN(error) ? null : error,
          allocated == null ? Double.NaN : allocated.getScore());
    }
  }

  private static String suffix(RunResult run) {
    String messages = run.getParams().getParam("messages");
    return messages == null ? "" : ":" + messages.toLowerCase(Locale.ROOT);
  }

  static List<Measured> measured(Collection<RunResult> runs) {
    return runs.stream().map(Measured::of).sorted(Comparator.comparing(Measured::name)).toList();
  }

  /** For people. */
  List<String> table() {
    TextTable table = new TextTable("benchmark", "ns", "±", "bytes allocated");
    benchmarks.forEach(
        one ->
            table.add(
                List.of(
                    one.name(),
                    Figures.tenths(one.nanos()),
                    Figures.tenths(one.error()),
                    Figures.tenths(one.bytes()))));
    return table.lines();
  }

  /** Each of ours divided by each of Jackson's with the same messages. */
  List<String> ratios() {
    return benchmarks.stream()
        .filter(theirs -> theirs.name().contains(DATABIND))
        .flatMap(
            theirs ->
                benchmarks.stream()
                    .filter(ours -> !ours.name().contains(DATABIND))
                    .filter(ours -> ours.messages().equals(theirs.messages()))
                    .map(
                        ours ->
                            "%s ÷ %s = %s"
                                .formatted(
                                    ours.name(),
                                    theirs.name(),
                                    Figures.ratio(ours.nanos(), theirs.nanos()))))
        .toList();
  }
}
