package io.geostream.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether each record of the topic is in the table or among the dead letters, once.
 *
 * @param acknowledged records that Kafka is known to have acknowledged; the topic may have more
 * @param records records in the topic
 * @param badRecords those of them that were sent from the page
 * @param rows the rows of this run in the table
 * @param deadLetters records that the consumer found bad
 * @param consumed how far the stored offsets have moved over the topic, which starts at 0
 * @param ownDatabase whether only this run writes there
 */
record FinalCheck(
    long acknowledged,
    long records,
    long badRecords,
    long rows,
    long deadLetters,
    long consumed,
    boolean ownDatabase) {

  /** Whether the counts agree, and something was there to count. */
  boolean agrees() {
    return acknowledged > 0
        && records >= acknowledged
        && rows + deadLetters == records
        && consumed == records
        && deadLetters >= badRecords;
  }

  /** The counts and the verdict, for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("records in Kafka", records));
    if (badRecords > 0) {
      lines.add(line("bad records sent from the page", badRecords));
    }
    lines.add(line("rows in geospatial_metrics", rows));
    lines.add(line("dead letters", deadLetters));
    lines.add(line("offsets stored with the rows", consumed));
    lines.add("");
    lines.add(verdict());
    return lines;
  }

  private String verdict() {
    if (agrees()) {
      return "OK: the counts agree.";
    }
    if (acknowledged == 0) {
      return "FAILED: no reading was acknowledged.";
    }
    if (records < acknowledged) {
      return "FAILED: Kafka has lost %s acknowledged records."
          .formatted(number(acknowledged - records));
    }
    long found = rows + deadLetters;
    if (found < records) {
      return "FAILED: %s records are missing.".formatted(number(records - found));
    }
    if (found > records) {
      return "FAILED: %s rows too many%s."
          .formatted(
              number(found - records),
              ownDatabase ? "" : "; does another program write into this table?");
    }
    if (deadLetters < badRecords) {
      return "FAILED: %s bad records are no dead letters."
          .formatted(number(badRecords - deadLetters));
    }
    return "FAILED: the stored offsets and the rows do not agree.";
  }

  private static String line(String what, long count) {
    return String.format(Locale.ROOT, "  %-30s %,14d", what, count);
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
