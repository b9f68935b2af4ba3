package io.geostream.consumer.write.columnstore;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Chunks of a table, as TimescaleDB's catalog has them at some moment, the newest first. */
record Chunks(List<Chunk> chunks) {

  Chunks {
    chunks = chunks.stream().sorted(Comparator.comparingLong(Chunk::start).reversed()).toList();
  }

  /**
   * One chunk.
   *
   * @param id its number, which no other chunk ever gets
   * @param start the earliest time that it may hold, in microseconds since 1970
   * @param end the time after the latest
   * @param name its table, as SQL takes it
   */
  record Chunk(int id, long start, long end, String name) {}

  /** Whether there is a chunk for each moment of all spans. */
  boolean cover(TimeSpans times) {
    return times.spans().stream().allMatch(this::covers);
  }

  private boolean covers(TimeSpans.Span span) {
    long uncovered = span.last(); // and all before it
    for (Chunk chunk : chunks) {
      if (chunk.start() <= uncovered && uncovered < chunk.end()) {
        uncovered = chunk.start() - 1;
      }
    }
    return uncovered < span.first();
  }

  /** Whether one of them equals this. */
  boolean include(int id, long start, long end) {
    return chunks.stream()
        .anyMatch(chunk -> chunk.id() == id && chunk.start() == start && chunk.end() == end);
  }

  /** The tables, with commas in between. */
  String names() {
    return chunks.stream().map(Chunk::name).collect(Collectors.joining(", "));
  }

  /** The numbers, with commas in between. */
  String ids() {
    return chunks.stream()
        .map(chunk -> Integer.toString(chunk.id()))
        .collect(Collectors.joining(", "));
  }
}
