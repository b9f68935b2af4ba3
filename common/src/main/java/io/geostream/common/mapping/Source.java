package io.geostream.common.mapping;

/** Where a column's value comes from. */
public sealed interface Source {

  /**
   * From the value that a row is made of: the message, or an element of {@code each}.
   *
   * @param pointer where in it
   */
  record OfRow(JsonPointer pointer) implements Source {
    @Override
    public String toString() {
      return pointer.toString();
    }
  }

  /**
   * From the message, whatever {@code each} is.
   *
   * @param pointer where in it
   */
  record OfMessage(JsonPointer pointer) implements Source {
    @Override
    public String toString() {
      return "$message" + pointer;
    }
  }

  /**
   * A header of the record: the last one of its name.
   *
   * @param name of the header
   */
  record Header(String name) implements Source {
    @Override
    public String toString() {
      return "$header:" + name;
    }
  }

  /** Another part of the record. */
  enum Part implements Source {
    /** A text. */
    KEY("$key"),
    /** A text. */
    TOPIC("$topic"),
    /** An integer. */
    PARTITION("$partition"),
    /** A bigint. */
    OFFSET("$offset"),
    /** A timestamptz. */
    TIMESTAMP("$timestamp");

    private final String word;

    Part(String word) {
      this.word = word;
    }

    /** The word in a mapping. */
    @Override
    public String toString() {
      return word;
    }
  }
}
