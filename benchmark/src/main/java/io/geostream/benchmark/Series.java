package io.geostream.benchmark;

import io.geostream.benchmark.Run.Pace;
import io.geostream.benchmark.measure.ProcessorTime;
import io.geostream.benchmark.measure.Statistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one contender, in their order, and the medians of them.
 *
 * @param whole from the first commit to the last; null when no run has more than one
 * @param secondHalf from half of the rows on; null likewise
 */
record Series(
    String name, @Nullable Pace whole, @Nullable Pace secondHalf, Memory memory, List<Run> runs) {

  static Series of(String name, List<Run> runs) {
    return new Series(
        name,
        median(runs, Run::whole),
        median(runs, Run::secondHalf),
        Memory.median(runs.stream().map(Run::memory).toList()),
        runs);
  }

  /** Rows a second, the median; null when no run has a rate. */
  @Nullable Double rowsPerSecond() {
    return whole == null ? null : whole.rowsPerSecond();
  }

  private static @Nullable Pace median(List<Run> runs, Function<Run, @Nullable Pace> stretch) {
    List<Pace> paces =
        runs.stream().flatMap(run -> Optional.ofNullable(stretch.apply(run)).stream()).toList();
    return paces.isEmpty()
        ? null
        : new Pace(
            Statistics.median(paces, Pace::rowsPerSecond),
            new ProcessorTime(
                Statistics.median(paces, pace -> pace.processorMicros().client()),
                Statistics.median(paces, pace -> pace.processorMicros().compilers()),
                Statistics.median(paces, pace -> pace.processorMicros().broker()),
                Statistics.median(paces, pace -> pace.processorMicros().database())));
  }
}
