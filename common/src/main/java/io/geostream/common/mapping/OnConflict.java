package io.geostream.common.mapping;

/** What becomes of a row whose {@code unique} key is in the table already. */
public enum OnConflict {
  /** The database refuses it: a dead letter. */
  REFUSE,
  /** The row in the table stays. */
  IGNORE,
  /** All other mapped columns are set to the new row's. */
  UPDATE
}
