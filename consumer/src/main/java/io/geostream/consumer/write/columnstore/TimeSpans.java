package io.geostream.consumer.write.columnstore;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.CopyRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    Map<Long, Growing> byChunk = new HashMap<>();
    Growing current = new Growing(Long.MIN_VALUE);
    for (int row = from; row < to; row++) {
      long time = rows.epochMicros(row);
      long chunk = width.chunkOf(time);
      if (chunk != current.chunk) { // seldom: the rows of a batch come mostly in their order
        current = byChunk.computeIfAbsent(chunk, Growing::new);
      }
      current.include(time);
    }
    List<Span> spans = new ArrayList<>(byChunk.size());
    byChunk.values().forEach(span -> spans.add(new Span(span.first, span.last)));
    return new TimeSpans(spans);
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

  private static final class Growing {

    private final long chunk;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    Growing(long chunk) {
      this.chunk = chunk;
    }

    void include(long time) {
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
  }
}
