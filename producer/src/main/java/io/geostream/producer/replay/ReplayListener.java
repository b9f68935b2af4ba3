package io.geostream.producer.replay;

/** Receives what a replayed file holds besides readings. Called by one thread. */
interface ReplayListener {

  /** How many lines and fields a file held; blank lines do not count. */
  record Totals(long readings, long badLines, long ignoredFields) {}

  /** A line is no reading, and is skipped. */
  void badLine(Entry.Bad line);

  /** {@link ReplaySource#NAMED_LINES} were reported one by one; more follow, which are not. */
  void furtherBadLinesAreCounted();

  /** The source is closed. */
  void end(Totals totals);
}
