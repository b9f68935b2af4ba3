package io.geostream.consumer.tool.offsets;

import java.util.Locale;

/** How the stored offset of a partition and its log fit together. */
enum State {
  /** A consumer goes on at the stored offset. */
  OK,
  /** Nothing is stored: a consumer begins by its {@code --start}. */
  NONE,
  /** The log begins after the stored offset: records were deleted before they were read. */
  CUT,
  /** The log ends before the stored offset: Kafka lost records that are in the table. */
  BEYOND_END,
  /** The offset belongs to a topic that was deleted and recreated. */
  MADE_ANEW,
  /** The topic has no such partition any more. */
  GONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
