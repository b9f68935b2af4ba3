package io.geostream.benchmark;

import io.geostream.benchmark.measure.CommitLog;
import io.geostream.benchmark.measure.ProcessWatch;
import io.geostream.benchmark.measure.ProcessorTime;
import io.geostream.benchmark.measure.Stretch;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One contender's run in one round.
 *
 * @param rows how many rows it wrote
 * @param commits in how many transactions
 * @param whole from the first commit to the last; null when there was but one
 * @param secondHalf from half of the rows on, when the JVM has done most of its compiling; null
 *     when it was one commit
 * @param processorMicrosInAll for one reading, from the start of the process to its end, in
 *     microseconds
 * @param memory of the client
 */
record Run(
    long rows,
    int commits,
    @Nullable Pace whole,
    @Nullable Pace secondHalf,
    ProcessorTime processorMicrosInAll,
    Memory memory) {

  private static final double HALF = 0.5;

  /**
   * A stretch of it.
   *
   * @param processorMicros for one reading
   */
  record Pace(double rowsPerSecond, ProcessorTime processorMicros) {

    static @Nullable Pace of(Stretch stretch, ProcessWatch watch) {
      return stretch.rowsPerSecond().isEmpty()
          ? null
          : new Pace(
              stretch.rowsPerSecond().getAsDouble(),
              watch.within(stretch.span()).per(stretch.rows()));
    }

    /** Some of the processor time of a pace; null if there is no pace. */
    static @Nullable Double micros(@Nullable Pace pace, ToDoubleFunction<ProcessorTime> part) {
      return pace == null ? null : part.applyAsDouble(pace.processorMicros());
    }
  }

  static Run of(CommitLog log, ProcessWatch watch) {
    return new Run(
        log.rows(),
        log.commits().size(),
        Pace.of(log.after(0), watch),
        Pace.of(log.after(HALF), watch),
        watch.all().per(log.rows()),
        Memory.of(log, watch));
  }
}
