package io.geostream.producer.replay;

import io.geostream.common.reading.ReadingDecoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads NDJSON: one reading a line, as it would stand in a Kafka message. Blank lines are skipped.
 */
final class NdjsonReader implements EntryReader {

  private final LineReader lines;
  private final ReadingDecoder decoder;

  NdjsonReader(ByteReader in, ReadingDecoder decoder) {
    this.lines = new LineReader(in);
    this.decoder = decoder;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    Line line = lines.nextNotBlank();
    if (line == null) {
      return null;
    }
    return line.isTooLong()
        ? Entry.tooLong(line.number())
        : Entry.of(line.number(), decoder.decode(line.content()));
  }
}
