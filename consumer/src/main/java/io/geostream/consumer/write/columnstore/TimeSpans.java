package io.geostream.consumer.write.columnstore;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.CopyRows;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;

/**
 * The times of a batch's rows: one span for each chunk that has any, so that one late row does not
 * make a span over all days before the others.
 */
record TimeSpans(List<Span> spans) {

  TimeSpans {
    spans = List.copyOf(spans);
  }

  /**
   * From one row's time to another's.
   *
   * @param first in microseconds since 1970
   * @param last not before the first; it too is the time of a row
   */
  record Span(long first, long last) {}

  /** Of a range of rows, {@code to} not included; in no particular order. */
  static TimeSpans of(CopyRows rows, int from, int to, ChunkWidth width) {
    Map<Long, LongSummaryStatistics> byChunk = new HashMap<>();
    long current = Long.MIN_VALUE;
    LongSummaryStatistics times = new LongSummaryStatistics();
    for (int row = from; row < to; row++) {
      long time = rows.epochMicros(row);
      long chunk = width.chunkOf(time);
      if (chunk != current) { // seldom: the rows of a batch come mostly in their order
        current = chunk;
        times = byChunk.computeIfAbsent(chunk, any -> new LongSummaryStatistics());
      }
      times.accept(time);
    }
    return new TimeSpans(
        byChunk.values().stream().map(each -> new Span(each.getMin(), each.getMax())).toList());
  }

  /** The earliest time. */
  long first() {
    return spans.stream().mapToLong(Span::first).min().orElseThrow();
  }

  /** The latest time. */
  long last() {
    return spans.stream().mapToLong(Span::last).max().orElseThrow();
  }

  /** Where each span begins, for the database. */
  Long[] firsts() {
    return spans.stream().map(Span::first).toArray(Long[]::new);
  }

  /** Where each span ends, in the same order. */
  Long[] lasts() {
    return spans.stream().map(Span::last).toArray(Long[]::new);
  }
}
