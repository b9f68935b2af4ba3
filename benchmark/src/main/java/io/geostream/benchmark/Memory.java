package io.geostream.benchmark;

import io.geostream.benchmark.measure.CommitLog;
import io.geostream.benchmark.measure.ProcessWatch;
import io.geostream.benchmark.measure.Statistics;
import java.util.List;

/**
 * Resident memory of a client, in bytes, when so much of the rows was in the table. What stays the
 * same from a quarter on does not grow with the rows.
 *
 * @param quarter at 25 %
 * @param half at 50 %
 * @param threeQuarters at 75 %
 * @param end at the last commit
 * @param peak the most that it ever had
 */
record Memory(double quarter, double half, double threeQuarters, double end, double peak) {

  static Memory of(CommitLog log, ProcessWatch watch) {
    return new Memory(
        watch.residentBytes(log.moment(0.25)),
        watch.residentBytes(log.moment(0.5)),
        watch.residentBytes(log.moment(0.75)),
        watch.residentBytes(log.moment(1)),
        (double) watch.peakBytes());
  }

  /** The median of each. */
  static Memory median(List<Memory> runs) {
    return new Memory(
        Statistics.median(runs, Memory::quarter),
        Statistics.median(runs, Memory::half),
        Statistics.median(runs, Memory::threeQuarters),
        Statistics.median(runs, Memory::end),
        Statistics.median(runs, Memory::peak));
  }
}
