package io.geostream.producer.replay;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads NDJSON: one message a line. Blank lines are skipped. */
final class NdjsonReader implements EntryReader {

  private final LineReader lines;
  private final MappedJson json;

  NdjsonReader(ByteReader in, MappedJson json) {
    this.lines = new LineReader(in);
    this.json = json;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    Line line = lines.nextNotBlank();
    if (line == null) {
      return null;
    }
    return line.isTooLong()
        ? Entry.tooLong(line.number())
        : json.entry(line.number(), line.content());
  }
}
