package io.geostream.demo;

import io.geostream.demo.actions.BadRecordSender;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether what Kafka acknowledged is in the table. A reading whose acknowledgement was still out
 * when the producer stopped may be there or not.
 *
 * @param report the producer's count
 * @param badRecords those that somebody sent from the page: they are consumed, and no readings
 * @param rows the rows of this run in the table
 * @param deadLetters records that the consumer found bad
 * @param consumed how far the stored offsets have moved over the topic, which starts at 0
 * @param ownDatabase whether nobody else writes there
 */
record FinalCheck(
    ProducerReport report,
    BadRecordSender.Sent badRecords,
    long rows,
    long deadLetters,
    long consumed,
    boolean ownDatabase) {

  /** Whether the counts agree, and something was there to count. */
  boolean agrees() {
    return report.acknowledged() > 0
        && deadLetters >= badRecords.acknowledged()
        && fits(rows + deadLetters)
        && fits(consumed)
        && rows + deadLetters == consumed;
  }

  private boolean fits(long count) {
    return count >= least() && count <= most();
  }

  private long least() {
    return report.acknowledged() + badRecords.acknowledged();
  }

  private long most() {
    return least() + report.unacknowledged() + badRecords.unanswered();
  }

  /** The counts and the verdict, for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("acknowledged by Kafka", report.acknowledged()));
    if (report.unacknowledged() > 0) {
      lines.add(line("not answered by Kafka", report.unacknowledged()));
    }
    if (report.failed() > 0) {
      lines.add(line("refused by Kafka", report.failed()));
    }
    if (badRecords.acknowledged() + badRecords.unanswered() > 0) {
      lines.add(line("bad records sent from the page", badRecords.acknowledged()));
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
    if (report.acknowledged() == 0) {
      return "FAILED: no reading was acknowledged.";
    }
    long found = rows + deadLetters;
    if (found < least()) {
      return "FAILED: %s acknowledged %s are missing."
          .formatted(
              number(least() - found),
              badRecords.acknowledged() == 0 ? "readings" : "readings or bad records");
    }
    if (found > most()) {
      return "FAILED: %s rows too many%s."
          .formatted(
              number(found - most()),
              ownDatabase ? "" : "; does another program write into this table?");
    }
    if (deadLetters < badRecords.acknowledged()) {
      return "FAILED: %s bad records are no dead letters."
          .formatted(number(badRecords.acknowledged() - deadLetters));
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
