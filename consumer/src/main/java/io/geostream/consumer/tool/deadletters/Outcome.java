package io.geostream.consumer.tool.deadletters;

/** What became of a letter, or of a record of the ledger. */
enum Outcome {
  REPLAYED("replayed", false),
  WOULD_BE_REPLAYED("would be replayed", false),
  REPLAYED_BEFORE("replayed before", false),
  DOUBLE("there twice", false),
  NO_LETTER("without the headers of a letter", true),
  CUT("cut, the original was too large", true),
  OTHER_TOPIC("of another topic, give --to", true),
  OTHER_CLUSTER("of another cluster, give --to", true),
  REFUSED("refused by the target", true),
  NO_ENTRY("of the ledger, no entry: skipped", false);

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
