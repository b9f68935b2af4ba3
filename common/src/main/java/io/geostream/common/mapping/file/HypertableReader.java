package io.geostream.common.mapping.file;

import io.geostream.common.mapping.Hypertable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a hypertable is made. */
final class HypertableReader {

  static final List<String> WORDS =
      List.of("chunk", "segment-by", "columnstore-after", "drop-after");

  private HypertableReader() {}

  /** What the file's word {@code hypertable} says. */
  static Hypertable read(Words file, Columns columns, Optional<String> key) {
    YamlMap map =
        file.find("hypertable")
            .map(value -> value.map("hypertable", "{chunk: 1 hour}"))
            .orElseGet(() -> new YamlMap(new Place("", 1), Map.of()));
    Words words = new Words(map, "hypertable", WORDS);
    return new Hypertable(
        Intervals.read(words, "chunk").orElse(Hypertable.USUAL_CHUNK),
        words.has("segment-by") ? columns.named(words, "segment-by") : key.stream().toList(),
        Intervals.read(words, "columnstore-after"),
        Intervals.read(words, "drop-after"));
  }
}
