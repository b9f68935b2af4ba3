package io.geostream.producer.replay;

import java.io.ByteArrayOutputStream;

/**
 * Collects bytes up to {@link #LONGEST} and forgets what is beyond: a file without line ends costs
 * no more memory than any other.
 */
final class Bytes {

  /** The longest line that is read, and the longest message that is. */
  static final int LONGEST = 1 << 20;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean tooLong;

  void clear() {
    kept.reset();
    tooLong = false;
  }

  void add(int b) {
    if (kept.size() < LONGEST) {
      kept.write(b);
    } else {
      tooLong = true;
    }
  }

  boolean isTooLong() {
    return tooLong;
  }

  byte[] toByteArray() {
    return kept.toByteArray();
  }
}
