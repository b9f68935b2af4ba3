package io.geostream.benchmark;

import io.geostream.benchmark.measure.CommitLog;
import io.geostream.benchmark.measure.ProcessorTime;
import org.jspecify.annotations.Nullable;

/**
 * One contender's run in one round.
 *
 * @param rows how many rows it wrote
 * @param commits in how many transactions
 * @param rowsPerSecond from the first commit to the last; null when there was but one
 * @param processorMicros for one reading, from the first commit to the last, in microseconds; null
 *     likewise
 * @param processorMicrosInAll likewise, from the start of the process to its end
 * @param peakBytes the most memory the client had (resident)
 */
record Run(
    long rows,
    int commits,
    @Nullable Double rowsPerSecond,
    @Nullable ProcessorTime processorMicros,
    ProcessorTime processorMicrosInAll,
    long peakBytes) {

  static Run of(CommitLog log, ProcessorTime withinSpan, ProcessorTime inAll, long peakBytes) {
    boolean spanned = log.rowsPerSecond().isPresent();
    return new Run(
        log.rows(),
        log.commits().size(),
        spanned ? log.rowsPerSecond().getAsDouble() : null,
        spanned ? withinSpan.per(log.rowsWithinSpan()) : null,
        inAll.per(log.rows()),
        peakBytes);
  }
}
