package io.geostream.benchmark;

import io.geostream.benchmark.measure.Statistics;
import io.geostream.benchmark.report.Machine;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came of {@code drain}; its components are the fields of the JSON.
 *
 * @param at when it began, ISO-8601
 * @param database the server's version
 * @param kafka the broker's version
 */
record DrainResult(
    String name,
    String at,
    Machine machine,
    String database,
    String kafka,
    Settings settings,
    List<Series> contenders) {

  /** What it was asked for. */
  record Settings(
      long readings,
      int rounds,
      int locations,
      int partitions,
      long seed,
      List<String> jvmOptions) {}

  /**
   * The runs of one contender, in their order, and the medians of them.
   *
   * @param rowsPerSecond null when no run has a rate
   */
  record Series(
      String name, @Nullable Double rowsPerSecond, @Nullable Costs median, List<Run> runs) {

    static Series of(String name, List<Run> runs) {
      return new Series(name, medianOf(runs, Run::rowsPerSecond), Costs.of(runs), runs);
    }
  }

  /**
   * Medians.
   *
   * @param clientMicros processor time of a reading, from the first commit to the last
   * @param brokerMicros likewise
   * @param databaseMicros likewise
   * @param peakBytes the most memory of the client (resident)
   */
  record Costs(double clientMicros, double brokerMicros, double databaseMicros, double peakBytes) {

    static @Nullable Costs of(List<Run> runs) {
      List<Run> timed = runs.stream().filter(run -> run.processorMicros() != null).toList();
      return timed.isEmpty()
          ? null
          : new Costs(
              required(timed, run -> Objects.requireNonNull(run.processorMicros()).client()),
              required(timed, run -> Objects.requireNonNull(run.processorMicros()).broker()),
              required(timed, run -> Objects.requireNonNull(run.processorMicros()).database()),
              required(timed, run -> (double) run.peakBytes()));
    }

    private static double required(List<Run> runs, Function<Run, Double> figure) {
      return Statistics.median(runs.stream().map(figure).toList()).orElseThrow();
    }
  }

  private static @Nullable Double medianOf(List<Run> runs, Function<Run, @Nullable Double> figure) {
    var median =
        Statistics.median(
            runs.stream()
                .flatMap(run -> java.util.stream.Stream.ofNullable(figure.apply(run)))
                .toList());
    return median.isPresent() ? median.getAsDouble() : null;
  }
}
