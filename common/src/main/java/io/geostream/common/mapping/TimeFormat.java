package io.geostream.common.mapping;

/** How a time is written in JSON. */
public enum TimeFormat {
  /** A text: ISO-8601 date and time. */
  ISO("iso", 0),
  /** A number: seconds since 1970. */
  EPOCH_S("epoch-s", 6),
  /** A number: milliseconds since 1970. */
  EPOCH_MS("epoch-ms", 3),
  /** A number: microseconds since 1970. */
  EPOCH_US("epoch-us", 0),
  /** A number: nanoseconds since 1970. */
  EPOCH_NS("epoch-ns", -3);

  private final String word;
  private final int microsExponent;

  TimeFormat(String word, int microsExponent) {
    this.word = word;
    this.microsExponent = microsExponent;
  }

  /** The power of ten that makes microseconds of the number; meaningless for {@link #ISO}. */
  public int microsExponent() {
    return microsExponent;
  }

  /** The word in a mapping. */
  @Override
  public String toString() {
    return word;
  }
}
