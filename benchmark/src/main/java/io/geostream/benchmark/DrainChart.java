package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contenders;
import io.geostream.benchmark.report.BarChart;
import io.geostream.benchmark.report.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The medians of {@code drain} as bars: others, ours, limits, each from slow to fast. Of a
 * contender that ran with several batch sizes the best one stands for it.
 */
record DrainChart(DrainResult result) {

  private static final Comparator<BarChart.Bar> BY_VALUE =
      Comparator.comparingDouble(BarChart.Bar::value);

  BarChart chart() {
    return new BarChart(
        "A backlog of %s readings, from Kafka into TimescaleDB"
            .formatted(Figures.whole((double) result.settings().readings())),
        "rows/s",
        String.format(
            Locale.ROOT,
            "Median of %d; broker, database and writer share %d cores; %s, Kafka %s.",
            result.settings().rounds(),
            result.machine().cores(),
            result.database(),
            result.kafka()),
        bars());
  }

  private List<BarChart.Bar> bars() {
    Map<String, BarChart.Bar> best =
        result.contenders().stream()
            .filter(series -> !Contenders.withoutSize(series.name()).equals(Contenders.KAFKA_ALONE))
            .flatMap(series -> bar(series).stream())
            .collect(
                Collectors.toMap(
                    bar -> Contenders.withoutSize(bar.label()),
                    Function.identity(),
                    BinaryOperator.maxBy(BY_VALUE)));
    return best.values().stream()
        .sorted(Comparator.comparing(BarChart.Bar::kind).thenComparing(BY_VALUE))
        .toList();
  }

  private static Optional<BarChart.Bar> bar(Series series) {
    return Optional.ofNullable(series.rowsPerSecond())
        .map(rate -> new BarChart.Bar(series.name(), rate, kind(series.name())));
  }

  private static BarChart.Kind kind(String name) {
    if (Contenders.isGeostream(name)) {
      return BarChart.Kind.OURS;
    }
    return name.startsWith("limit-") ? BarChart.Kind.LIMIT : BarChart.Kind.OTHER;
  }
}
