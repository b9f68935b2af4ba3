package io.geostream.consumer.letters;

/** What became of a letter. */
enum Outcome {
  REPLAYED("replayed", false),
  WOULD_BE_REPLAYED("would be replayed", false),
  REPLAYED_BEFORE("replayed before", false),
  DOUBLE("there twice", false),
  NO_LETTER("without the headers of a letter", true),
  NO_TOPIC("its topic does not exist, give --to", true),
  DENIED("its topic may not be used by this user", true),
  OTHER_CLUSTER("of another cluster, give --to", true),
  REFUSED("refused by the target", true);

  private final String words;
  private final boolean missed;

  Outcome(String words, boolean missed) {
    this.words = words;
    this.missed = missed;
  }

  /** Whether the letter was meant to be replayed and could not be. */
  boolean isMissed() {
    return missed;
  }

  @Override
  public String toString() {
    return words;
  }
}
