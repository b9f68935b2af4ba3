package io.geostream.producer.replay;

import io.geostream.common.reading.ReadingDecoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads NDJSON: one reading a line, as it would stand in a Kafka message. Blank lines are skipped.
 */
final class NdjsonReader implements EntryReader {

  private final ByteReader in;
  private final ReadingDecoder decoder;
  private final Bytes bytes = new Bytes();
  private long line;

  NdjsonReader(ByteReader in, ReadingDecoder decoder) {
    this.in = in;
    this.decoder = decoder;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    while (in.peek() != ByteReader.END) {
      line++;
      if (readLine()) {
        return bytes.isTooLong()
            ? Entry.tooLong(line)
            : Entry.of(line, decoder.decode(bytes.toByteArray()));
      }
    }
    return null;
  }

  /** Reads up to the end of the line; gives whether there is more than white space in it. */
  private boolean readLine() throws IOException {
    bytes.clear();
    boolean blank = true;
    for (int b = in.read(); b != '\n' && b != ByteReader.END; b = in.read()) {
      blank &= b == ' ' || b == '\t' || b == '\r';
      bytes.add(b);
    }
    return !blank;
  }
}
