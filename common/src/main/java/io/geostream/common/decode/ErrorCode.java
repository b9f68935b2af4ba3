package io.geostream.common.decode;

/**
 * Why a record is bad: the words of the header {@code x-error-code}. They are public: none is ever
 * renamed.
 */
public enum ErrorCode {
  /**
   * Not one JSON value in UTF-8: a syntax error, an empty value, a tombstone, bytes after the
   * value.
   */
  NOT_JSON("not-json"),
  /** The value or a part of it is far too long or too deeply nested. */
  TOO_LARGE("too-large"),
  /** JSON of another type than the column takes, or a message that is no object. */
  WRONG_TYPE("wrong-type"),
  /** The value of a required column is absent or null. */
  MISSING_FIELD("missing-field"),
  /** A mapped name occurs twice in its object. */
  DUPLICATE_FIELD("duplicate-field"),
  /** A time is not an ISO-8601 date and time, or lacks an offset and its column a zone. */
  BAD_TIMESTAMP("bad-timestamp"),
  /** A value outside the bounds of its column or of its type. */
  OUT_OF_RANGE("out-of-range"),
  /** None of the columns of {@code any-of} has a value. */
  NO_MEASUREMENT("no-measurement"),
  /** Older, against the Kafka record's timestamp, than the consumer accepts. */
  TOO_OLD("too-old"),
  /** Further ahead of the Kafka record's timestamp than the consumer accepts. */
  TOO_NEW("too-new"),
  /** A message that the mapping accepts and the database refuses. */
  REJECTED_BY_DATABASE("rejected-by-database");

  private final String word;

  ErrorCode(String word) {
    this.word = word;
  }

  /** The fixed word in headers, metrics and documentation. */
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
