package io.geostream.common.reading;

/**
 * Writes a reading as one JSON object with all nine fields, absent ones as null, as the tutorial's
 * producer does.
 *
 * <p>{@link PlainReadingWriter} writes stations with usual names, several times as fast as a
 * general generator; {@link JsonReadingWriter} writes the others, to the same bytes. Keeps buffers:
 * one encoder a thread.
 */
public final class ReadingEncoder {

  private final PlainReadingWriter plain = new PlainReadingWriter();
  private final JsonReadingWriter any = new JsonReadingWriter();

  /** The reading in UTF-8, in an array of its own. */
  public byte[] encode(Reading reading) {
    return PlainReadingWriter.knows(reading) ? plain.write(reading) : any.write(reading);
  }
}
