package io.geostream.consumer.settings;

import java.util.Locale;

/** Where a partition begins for which the database has no offset. */
public enum Start {
  /** At the first record that is still there. */
  EARLIEST,
  /** After the last record. */
  LATEST,
  /** Where the group's commit in Kafka stands; without one, at the first record. */
  COMMITTED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
