package io.geostream.producer.replay;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON array of messages, element by element. It only finds where an element ends, by
 * brackets and quotes; the mapping finds what is wrong inside one, and the next one follows.
 */
final class JsonArrayReader implements EntryReader {

  private final ByteReader in;
  private final MappedJson json;
  private final Bytes element = new Bytes();
  private long line = 1;
  private State state = State.BEFORE;

  private enum State {
    BEFORE,
    INSIDE,
    AFTER
  }

  JsonArrayReader(ByteReader in, MappedJson json) {
    this.in = in;
    this.json = json;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    if (state == State.BEFORE) {
      skipWhiteSpace();
      take(); // the bracket that made this an array
      state = State.INSIDE;
      if (skipWhiteSpace() == ']') {
        take();
        state = State.AFTER;
      }
    }
    return state == State.INSIDE ? element() : rest();
  }

  private Entry element() throws IOException {
    skipWhiteSpace();
    long firstLine = line;
    int end = readElement();
    if (end == ByteReader.END) {
      state = State.AFTER;
      return new Entry.Bad(
          firstLine,
          "not-json",
          "the file ends inside the array: it is cut off, or a bracket is not closed");
    }
    if (end == ']') {
      state = State.AFTER;
    }
    return element.isTooLong()
        ? Entry.tooLong(firstLine)
        : json.entry(firstLine, withoutWhiteSpaceAtEnd(element.toByteArray()));
  }

  private static byte[] withoutWhiteSpaceAtEnd(byte[] json) {
    int length = json.length;
    while (length > 0 && isWhiteSpace(json[length - 1])) {
      length--;
    }
    return Arrays.copyOf(json, length);
  }

  /**
   * Reads an element; gives what ended it: a comma, the array's bracket, or the file's end. A text
   * that goes over a line's end is no JSON, and ends the element, too: an open quote does not
   * swallow the file.
   */
  private int readElement() throws IOException {
    element.clear();
    int depth = 0;
    boolean inText = false;
    int b = take();
    while (b != ByteReader.END && (inText || depth > 0 || (b != ',' && b != ']'))) {
      element.add(b);
      if (inText && b == '\n') {
        return ',';
      }
      if (inText && b == '\\' && in.peek() != ByteReader.END) {
        element.add(take());
      } else if (b == '"') {
        inText = !inText;
      } else if (!inText) {
        depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
      }
      b = take();
    }
    return b;
  }

  private @Nullable Entry rest() throws IOException {
    if (skipWhiteSpace() == ByteReader.END) {
      return null;
    }
    long firstLine = line;
    while (take() != ByteReader.END) {
      // None of it is an element.
    }
    return new Entry.Bad(firstLine, "not-json", "more after the array's closing bracket");
  }

  private int skipWhiteSpace() throws IOException {
    int b = in.peek();
    while (isWhiteSpace(b)) {
      take();
      b = in.peek();
    }
    return b;
  }

  private static boolean isWhiteSpace(int b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private int take() throws IOException {
    int b = in.read();
    if (b == '\n') {
      line++;
    }
    return b;
  }
}
