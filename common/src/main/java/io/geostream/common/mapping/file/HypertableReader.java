package io.geostream.common.mapping.file;

import io.geostream.common.mapping.Hypertable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a hypertable is made. */
final class HypertableReader {

  private static final List<String> WORDS =
      List.of("chunk", "segment-by", "columnstore-after", "drop-after");

  private HypertableReader() {}

  /** What the file's word {@code hypertable} says. */
  static Hypertable read(Words file, Columns columns, String time, Optional<String> key) {
    YamlMap map =
        file.find("hypertable")
            .map(value -> value.map("hypertable", "{chunk: 1 hour}"))
            .orElseGet(() -> new YamlMap(new Place("", 1), Map.of()));
    Words words = new Words(map, "hypertable", WORDS);
    return new Hypertable(
        Intervals.read(words, "chunk").orElse(Hypertable.USUAL_CHUNK),
        segmentBy(words, columns, time, key),
        Intervals.read(words, "columnstore-after"),
        Intervals.read(words, "drop-after"));
  }

  private static List<String> segmentBy(
      Words words, Columns columns, String time, Optional<String> key) {
    if (!words.has("segment-by")) {
      return key.stream().toList();
    }
    List<String> names = columns.named(words, "segment-by");
    if (names.contains(time)) {
      throw words.fault(
          "segment-by", "names the time", "it orders rows within a segment; remove it");
    }
    return names;
  }
}
