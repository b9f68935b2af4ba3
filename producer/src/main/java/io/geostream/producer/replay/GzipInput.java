package io.geostream.producer.replay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip, member after member, to the end of the file. The JDK's {@code GZIPInputStream}
 * ignores what it does not understand after a member, such as a second one whose header is cut off.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipInput extends FileContent {

  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int TIME_FLAGS_AND_SYSTEM = 6;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] packed = new byte[1 << 16];
  private int position;
  private int limit;
  private long packedBytes;
  private boolean hasMember;

  /**
   * Reads the first header.
   *
   * @param in begins with it; closed with this
   * @throws EOFException if it is cut off; so do all reads
   * @throws ZipException if it is damaged; so do all reads
   */
  GzipInput(InputStream in) throws IOException {
    this.in = in;
    this.hasMember = beginMember();
  }

  @Override
  long taken() {
    return packedBytes - (limit - position) - (hasMember ? inflater.getRemaining() : 0);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    while (hasMember && length > 0) {
      int read = inflate(to, from, length);
      if (read > 0) {
        crc.update(to, from, read);
        return read;
      }
      if (inflater.finished()) {
        endMember();
        hasMember = beginMember();
      } else {
        feed();
      }
    }
    return length == 0 ? 0 : -1;
  }

  private int inflate(byte[] to, int from, int length) throws ZipException {
    try {
      int read = inflater.inflate(to, from, length);
      if (inflater.needsDictionary()) {
        throw new ZipException("it needs a dictionary");
      }
      return read;
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage());
    }
  }

  private void feed() throws IOException {
    if (!hasMore()) {
      throw new EOFException();
    }
    inflater.setInput(packed, position, limit - position);
    position = limit;
  }

  /** False at the end of the file; zeros there are padding. */
  private boolean beginMember() throws IOException {
    if (!hasMore()) {
      return false;
    }
    int first = next();
    if (first == 0) {
      requireZeros();
      return false;
    }
    crc.reset();
    crc.update(first);
    require(first == 0x1f && header() == 0x8b && header() == DEFLATE, "no header of gzip");
    int flags = header();
    skip(TIME_FLAGS_AND_SYSTEM);
    if ((flags & EXTRA) != 0) {
      skip(header() | header() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      int sum = (int) crc.getValue() & 0xffff;
      require((next() | next() << 8) == sum, "the checksum of its header is wrong");
    }
    inflater.reset();
    crc.reset();
    return true;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    require(nextInt() == (int) crc.getValue(), "its checksum is wrong");
    require(nextInt() == (int) inflater.getBytesWritten(), "its length is wrong");
  }

  private void requireZeros() throws IOException {
    while (hasMore()) {
      require(next() == 0, "no header of gzip");
    }
  }

  private static void require(boolean good, String otherwise) throws ZipException {
    if (!good) {
      throw new ZipException(otherwise);
    }
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      header();
    }
  }

  private void skipText() throws IOException {
    int character = header();
    while (character != 0) {
      character = header();
    }
  }

  /** The next byte of a header. */
  private int header() throws IOException {
    int next = next();
    crc.update(next);
    return next;
  }

  private int nextInt() throws IOException {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  private int next() throws IOException {
    if (!hasMore()) {
      throw new EOFException();
    }
    return packed[position++] & 0xff;
  }

  /** Waits for it. */
  private boolean hasMore() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(packed));
      packedBytes += limit;
    }
    return position < limit;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
