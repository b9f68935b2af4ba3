package io.geostream.benchmark;

import io.geostream.benchmark.LatencyResult.Series;
import io.geostream.benchmark.contender.Contenders;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.TextTable;
import io.geostream.benchmark.stage.Latencies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The result of {@code latency} for people. */
record LatencyReport(LatencyResult result) {

  /** Every contender's medians. */
  List<String> table() {
    TextTable table =
        new TextTable("contender", "readings/s", "p50 ms", "p90 ms", "p99 ms", "max ms");
    result
        .contenders()
        .forEach(
            series ->
                table.add(
                    List.of(
                        series.name(),
                        Figures.whole(series.median().rowsPerSecond()),
                        Figures.fine(series.median().p50()),
                        Figures.fine(series.median().p90()),
                        Figures.fine(series.median().p99()),
                        Figures.fine(series.median().max()))));
    return table.lines();
  }

  /**
   * Ours divided by the others. Of one that ran with several sizes each figure is compared with the
   * size that is best at it.
   */
  List<String> ratios() {
    List<String> lines = new ArrayList<>();
    for (Series ours : result.contenders()) {
      if (Contenders.isGeostream(ours.name())) {
        others().forEach((name, sizes) -> lines.add(ratio(ours, name, sizes)));
      }
    }
    return lines;
  }

  private Map<String, List<Series>> others() {
    Map<String, List<Series>> others = new LinkedHashMap<>();
    for (Series series : result.contenders()) {
      if (!Contenders.isGeostream(series.name())) {
        others
            .computeIfAbsent(Contenders.withoutSize(series.name()), name -> new ArrayList<>())
            .add(series);
      }
    }
    return others;
  }

  private static String ratio(Series ours, String name, List<Series> sizes) {
    return "%s ÷ %s = %s, %s"
        .formatted(
            ours.name(),
            name,
            ratio("p50", ours, sizes, Latencies::p50),
            ratio("p99", ours, sizes, Latencies::p99));
  }

  private static String ratio(
      String name, Series ours, List<Series> sizes, ToDoubleFunction<Latencies> figure) {
    Series best =
        sizes.stream()
            .min(Comparator.comparingDouble(series -> figure.applyAsDouble(series.median())))
            .orElseThrow();
    return "%s at %s (%s)"
        .formatted(
            Figures.ratio(figure.applyAsDouble(ours.median()), figure.applyAsDouble(best.median())),
            name,
            best.name());
  }
}
