package io.geostream.consumer.letters;

import io.geostream.common.progress.ProgressReport;
import io.geostream.common.progress.Unit;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * A part of a partition.
 *
 * @param begin the first offset
 * @param end the offset behind the last one
 */
record Span(TopicPartition partition, long begin, long end) {

  /** How many offsets; there may be fewer records. */
  long length() {
    return Math.max(0, end - begin);
  }

  /** Reports on the reading of parts. */
  static ProgressReport progress(String work, Unit unit, List<Span> parts) {
    return ProgressReport.of(work, unit, total(parts));
  }

  /** The same in the log alone, while results are printed. */
  static ProgressReport progressInLog(String work, Unit unit, List<Span> parts) {
    return ProgressReport.inLog(work, unit, total(parts));
  }

  private static OptionalLong total(List<Span> parts) {
    return OptionalLong.of(parts.stream().mapToLong(Span::length).sum());
  }
}
