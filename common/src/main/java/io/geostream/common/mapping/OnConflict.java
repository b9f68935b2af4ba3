package io.geostream.common.mapping;

/** What becomes of a row whose {@code unique} key is in the table already. */
public enum OnConflict {
  /** The database refuses it: a dead letter. */
  REFUSE("refuse"),
  /** The row in the table stays. */
  IGNORE("ignore"),
  /** All other mapped columns are set to the new row's. */
  UPDATE("update");

  private final String word;

  OnConflict(String word) {
    this.word = word;
  }

  /** The word in a mapping. */
  @Override
  public String toString() {
    return word;
  }
}
