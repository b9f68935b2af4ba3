package io.geostream.common.mapping.file;

import io.geostream.common.mapping.Hypertable;
import java.util.List;

/** Reads how a hypertable is made. */
final class HypertableReader {

  static final List<String> WORDS =
      List.of("chunk", "segment-by", "columnstore-after", "drop-after");

  private HypertableReader() {}

  /** What the file's word {@code hypertable} says. */
  static Hypertable read(Words file, Columns columns, String time) {
    return file.find("hypertable")
        .map(value -> value.map("hypertable", "{chunk: 1 hour}"))
        .map(map -> stated(new Words(map, "hypertable", WORDS), columns, time))
        .orElse(Hypertable.USUAL);
  }

  private static Hypertable stated(Words words, Columns columns, String time) {
    return new Hypertable(
        Intervals.read(words, "chunk"),
        words.find("segment-by").map(list -> segmentBy(words, columns, time)),
        Intervals.read(words, "columnstore-after"),
        Intervals.read(words, "drop-after"));
  }

  private static List<String> segmentBy(Words words, Columns columns, String time) {
    List<String> names = columns.named(words, "segment-by");
    if (names.contains(time)) {
      throw words.fault(
          "segment-by", "names the time, by which each group is ordered", "remove " + time);
    }
    return names;
  }
}
