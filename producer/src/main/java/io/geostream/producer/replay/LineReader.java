package io.geostream.producer.replay;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that end with LF, CRLF or CR, or with the file. */
final class LineReader {

  private final ByteReader in;
  private final Bytes bytes = new Bytes();
  private final Deque<Line> putBack = new ArrayDeque<>();
  private long number;

  LineReader(ByteReader in) {
    this.in = in;
  }

  /** The next line, or null at the end of the file. */
  @Nullable Line next() throws IOException {
    if (!putBack.isEmpty()) {
      return putBack.removeFirst();
    }
    return in.peek() == ByteReader.END ? null : read();
  }

  /** The next line with more than white space, or null at the end of the file. */
  @Nullable Line nextNotBlank() throws IOException {
    Line line = next();
    while (line != null && line.isBlank()) {
      line = next();
    }
    return line;
  }

  /** Puts lines back, to be read again. */
  void putBack(List<Line> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      putBack.addFirst(lines.get(i));
    }
  }

  private Line read() throws IOException {
    bytes.clear();
    int b = in.read();
    while (b != '\n' && b != '\r' && b != ByteReader.END) {
      bytes.add(b);
      b = in.read();
    }
    return new Line(++number, bytes.toByteArray(), end(b), bytes.isTooLong());
  }

  private String end(int b) throws IOException {
    if (b == '\r' && in.peek() == '\n') {
      in.read();
      return "\r\n";
    }
    return b == ByteReader.END ? "" : String.valueOf((char) b);
  }
}
