package io.geostream.producer.replay;

/** A line of a file. */
final class Line {

  private final long number;
  private final byte[] content;
  private final String end;
  private final boolean tooLong;

  /**
   * @param number from 1
   * @param content without the line's end; only a part of it if the line is too long
   * @param end what ends it, perhaps nothing
   * @param tooLong whether it has more than {@link Bytes#LONGEST} bytes
   */
  Line(long number, byte[] content, String end, boolean tooLong) {
    this.number = number;
    this.content = content;
    this.end = end;
    this.tooLong = tooLong;
  }

  /** The line's number, from 1. */
  long number() {
    return number;
  }

  /** The line without its end; the same array each time. */
  byte[] content() {
    return content;
  }

  /** What ends it: LF, CRLF, CR or nothing. */
  String end() {
    return end;
  }

  /** Whether it has more than {@link Bytes#LONGEST} bytes, of which only the first are kept. */
  boolean isTooLong() {
    return tooLong;
  }

  /** Whether it has nothing but white space. */
  boolean isBlank() {
    for (byte b : content) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return !tooLong;
  }
}
