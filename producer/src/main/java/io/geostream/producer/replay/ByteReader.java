package io.geostream.producer.replay;

import java.io.IOException;

/** Bytes one by one, from a buffer, with one of look-ahead. */
final class ByteReader {

  /** What {@link #read} returns after the last byte. */
  static final int END = -1;

  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private final FileContent in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long takenBefore;

  ByteReader(FileContent in) {
    this.in = in;
  }

  /** The next byte, 0 to 255, or {@link #END}. */
  int read() throws IOException {
    return fill() ? buffer[position++] & 0xFF : END;
  }

  /** Like {@link #read}, but the byte stays. */
  int peek() throws IOException {
    return fill() ? buffer[position] & 0xFF : END;
  }

  /**
   * The next byte that is not white space, or {@link #END}; all bytes stay. It looks no further
   * than the buffer.
   */
  int peekPastWhiteSpace() throws IOException {
    fill();
    for (int i = position; i < limit; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r' && buffer[i] != '\n') {
        return buffer[i] & 0xFF;
      }
    }
    return END;
  }

  /**
   * How many bytes of the file the bytes that were read here stand for. What is packed is not known
   * byte by byte: it counts in proportion to how much of the buffer was read.
   */
  long taken() {
    long ofBuffer = in.taken() - takenBefore;
    return takenBefore + (limit == 0 ? ofBuffer : ofBuffer * position / limit);
  }

  /** Skips a byte order mark. */
  void skipByteOrderMark() throws IOException {
    for (int i = 0; i < BYTE_ORDER_MARK.length && peek() == BYTE_ORDER_MARK[i]; i++) {
      read();
    }
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      takenBefore = in.taken();
      limit = Math.max(0, in.read(buffer));
      position = 0;
    }
    return position < limit;
  }
}
