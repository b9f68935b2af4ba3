package io.geostream.benchmark;

import io.geostream.benchmark.Run.Pace;
import io.geostream.benchmark.contender.Contenders;
import io.geostream.benchmark.measure.ProcessorTime;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.TextTable;
import java.util.Comparator;
import java.util.List;
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
          List.of("geostream-auto", "debezium"),
          List.of("geostream-copy", "debezium-unnest"),
          List.of("geostream-direct-compress", "debezium-unnest"),
          List.of("geostream-auto", "debezium-unnest"),
          List.of("geostream-copy", "jdbc-batch-rewritten"),
          List.of("geostream-direct-compress", "jdbc-batch-rewritten"),
          List.of("geostream-copy", "tutorial"),
          List.of("geostream-direct-compress", "tutorial"));

  /** Every contender's medians, from the first commit to the last. */
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

  private static List<String> row(Series series) {
    return List.of(
        series.name(),
        Figures.whole(series.rowsPerSecond()),
        Figures.whole(rates(series).stream().min(Comparator.naturalOrder()).orElse(null)),
        Figures.whole(rates(series).stream().max(Comparator.naturalOrder()).orElse(null)),
        Figures.fine(Pace.micros(series.whole(), ProcessorTime::client)),
        Figures.fine(Pace.micros(series.whole(), ProcessorTime::broker)),
        Figures.fine(Pace.micros(series.whole(), ProcessorTime::database)),
        Figures.mebibytes(series.memory().peak()));
  }

  private static List<Double> rates(Series series) {
    return series.runs().stream()
        .flatMap(run -> Optional.ofNullable(run.whole()).stream())
        .map(Pace::rowsPerSecond)
        .toList();
  }

  /** The second half of the rows, when a JVM has done most of its compiling; and the memory. */
  List<String> secondHalf() {
    TextTable table =
        new TextTable(
            "second half of the rows",
            "rows/s",
            "µs client",
            "of it compilers",
            "µs broker",
            "µs database",
            "MiB at 25 %",
            "50 %",
            "75 %",
            "100 %");
    result.contenders().forEach(series -> table.add(secondHalf(series)));
    return table.lines();
  }

  private static List<String> secondHalf(Series series) {
    Pace half = series.secondHalf();
    return List.of(
        series.name(),
        Figures.whole(half == null ? null : half.rowsPerSecond()),
        Figures.fine(Pace.micros(half, ProcessorTime::client)),
        Figures.fine(Pace.micros(half, ProcessorTime::compilers)),
        Figures.fine(Pace.micros(half, ProcessorTime::broker)),
        Figures.fine(Pace.micros(half, ProcessorTime::database)),
        Figures.mebibytes(series.memory().quarter()),
        Figures.mebibytes(series.memory().half()),
        Figures.mebibytes(series.memory().threeQuarters()),
        Figures.mebibytes(series.memory().end()));
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
        .filter(series -> Contenders.withoutSize(series.name()).equals(name))
        .flatMap(series -> Optional.ofNullable(series.rowsPerSecond()).stream())
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
