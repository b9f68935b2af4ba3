package io.geostream.benchmark;

import io.geostream.benchmark.report.BarChart;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.TextTable;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of {@code drain} for people. */
record DrainReport(DrainResult result) {

  private static final List<List<String>> RATIOS =
      List.of(
          List.of("geostream-copy", "limit-copy"),
          List.of("geostream-insert", "limit-copy"),
          List.of("geostream-direct-compress", "limit-direct-compress"),
          List.of("geostream-auto", "limit-direct-compress"),
          List.of("geostream-copy", "debezium"),
          List.of("geostream-direct-compress", "debezium"),
          List.of("geostream-copy", "jdbc-batch-rewritten"),
          List.of("geostream-direct-compress", "jdbc-batch-rewritten"),
          List.of("geostream-copy", "tutorial"),
          List.of("geostream-direct-compress", "tutorial"));

  /** Every contender's medians. */
  List<String> table() {
    TextTable table =
        new TextTable(
            "contender",
            "rows/s",
            "lowest",
            "highest",
            "µs client",
            "µs broker",
            "µs database",
            "client MiB");
    result.contenders().forEach(series -> table.add(row(series)));
    return table.lines();
  }

  private static List<String> row(DrainResult.Series series) {
    DrainResult.Costs costs = series.median();
    return List.of(
        series.name(),
        Figures.whole(series.rowsPerSecond()),
        Figures.whole(rates(series).stream().min(Comparator.naturalOrder()).orElse(null)),
        Figures.whole(rates(series).stream().max(Comparator.naturalOrder()).orElse(null)),
        Figures.fine(costs == null ? null : costs.clientMicros()),
        Figures.fine(costs == null ? null : costs.brokerMicros()),
        Figures.fine(costs == null ? null : costs.databaseMicros()),
        costs == null ? Figures.whole(null) : Figures.mebibytes(costs.peakBytes()));
  }

  private static List<Double> rates(DrainResult.Series series) {
    return series.runs().stream()
        .flatMap(run -> Optional.ofNullable(run.rowsPerSecond()).stream())
        .toList();
  }

  /** Ours divided by others; of a contender that ran with several batch sizes the best one. */
  List<String> ratios() {
    return RATIOS.stream()
        .filter(pair -> best(pair.get(0)) != null && best(pair.get(1)) != null)
        .map(
            pair ->
                "%s ÷ %s = %s"
                    .formatted(
                        pair.get(0),
                        pair.get(1),
                        Figures.ratio(best(pair.get(0)), best(pair.get(1)))))
        .toList();
  }

  private @Nullable Double best(String name) {
    return result.contenders().stream()
        .filter(series -> series.name().replaceAll(":.*", "").equals(name))
        .flatMap(series -> Optional.ofNullable(series.rowsPerSecond()).stream())
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The medians as bars. */
  BarChart chart() {
    return new BarChart(
        "A backlog of %s readings, from Kafka into TimescaleDB"
            .formatted(Figures.whole((double) result.settings().readings())),
        "rows/s",
        "Median of %d; broker, database and writer share %d cores; %s, Kafka %s."
            .formatted(
                result.settings().rounds(),
                result.machine().cores(),
                result.database(),
                result.kafka()),
        result.contenders().stream()
            .filter(series -> series.rowsPerSecond() != null)
            .map(
                series ->
                    new BarChart.Bar(
                        series.name(),
                        Objects.requireNonNull(series.rowsPerSecond()),
                        kind(series.name())))
            .toList());
  }

  private static BarChart.Kind kind(String name) {
    if (name.startsWith("geostream-")) {
      return BarChart.Kind.OURS;
    }
    return name.startsWith("limit-") ? BarChart.Kind.LIMIT : BarChart.Kind.OTHER;
  }
}
