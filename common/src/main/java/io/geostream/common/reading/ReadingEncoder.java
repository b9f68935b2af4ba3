package io.geostream.common.reading;

/**
 * Writes a reading as one JSON object with all nine fields, absent ones as null, as the tutorial's
 * producer does.
 *
 * <p>Stations that are called what programs call them are written by {@link PlainReadingWriter},
 * several times as fast as by a generator that must be ready for anything; the others by {@link
 * JsonReadingWriter}, to the same bytes. Keeps buffers: one encoder a thread.
 */
public final class ReadingEncoder {

  private final PlainReadingWriter plain = new PlainReadingWriter();
  private final JsonReadingWriter any = new JsonReadingWriter();

  /** The reading in UTF-8, in an array of its own. */
  public byte[] encode(Reading reading) {
    return PlainReadingWriter.knows(reading) ? plain.write(reading) : any.write(reading);
  }
}
