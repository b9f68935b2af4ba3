package io.geostream.benchmark;

import io.geostream.benchmark.Growth.Course;
import io.geostream.benchmark.Run.Pace;
import io.geostream.benchmark.measure.ProcessorTime;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of {@code scale}; its components are the fields of the JSON.
 *
 * @param at when it began, ISO-8601
 * @param rounds how often each step was run
 */
record ScaleResult(
    String at,
    Machine machine,
    String database,
    String writeMode,
    int rounds,
    List<Measured> growths) {

  /** One thing that grew, by its name. */
  record Measured(String name, List<Taken> steps) {}

  /** A step of it. */
  record Taken(String step, Course course, Series series) {}

  /** For people, a table for each thing that grew. */
  List<String> tables() {
    List<String> lines = new ArrayList<>();
    for (Measured growth : growths) {
      lines.add("");
      lines.addAll(table(growth).lines());
    }
    return lines;
  }

  private static TextTable table(Measured growth) {
    TextTable table =
        new TextTable(
            growth.name(),
            "rows/s",
            "µs in all",
            "÷ first",
            "second half: µs client",
            "of it compilers",
            "µs broker",
            "µs database",
            "µs in all",
            "÷ first",
            "client MiB");
    Series first = growth.steps().get(0).series();
    growth.steps().forEach(step -> table.add(row(step.step(), step.series(), first)));
    return table;
  }

  private static List<String> row(String step, Series series, Series first) {
    Pace half = series.secondHalf();
    return List.of(
        step,
        Figures.whole(series.rowsPerSecond()),
        Figures.fine(sum(series.whole())),
        Figures.ratio(sum(series.whole()), sum(first.whole())),
        Figures.fine(Pace.micros(half, ProcessorTime::client)),
        Figures.fine(Pace.micros(half, ProcessorTime::compilers)),
        Figures.fine(Pace.micros(half, ProcessorTime::broker)),
        Figures.fine(Pace.micros(half, ProcessorTime::database)),
        Figures.fine(sum(half)),
        Figures.ratio(sum(half), sum(first.secondHalf())),
        Figures.mebibytes(series.memory().peak()));
  }

  private static @Nullable Double sum(@Nullable Pace pace) {
    return Pace.micros(pace, ProcessorTime::sum);
  }
}
