package io.geostream.producer.replay;

/** Receives what a replayed file holds besides messages. Called by one thread. */
interface ReplayListener {

  /** How many lines and fields a file held; blank lines do not count. */
  record Totals(long messages, long badLines, long ignoredFields) {}

  /** A line is no message of the mapping, and is skipped. */
  void badLine(Entry.Bad line);

  /** {@link ReplaySource#NAMED_LINES} were reported one by one; more follow, which are not. */
  void furtherBadLinesAreCounted();

  /** The source is closed. */
  void end(Totals totals);
}
