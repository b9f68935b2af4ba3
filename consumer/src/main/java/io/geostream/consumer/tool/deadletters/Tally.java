package io.geostream.consumer.tool.deadletters;

import io.geostream.consumer.deadletter.LetterHeader;
import io.geostream.consumer.tool.report.Column;
import io.geostream.consumer.tool.report.Report;
import io.geostream.consumer.tool.report.ReportSettings.Format;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How many letters of which code had which outcome. */
final class Tally {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("outcome", 36),
          new Column("error code", 20),
          new Column("topic", 24),
          new Column("letters", 10));

  private record Kind(Outcome outcome, String code, String topic) {}

  private final Map<Kind, Long> counts =
      new TreeMap<>(
          Comparator.comparing(Kind::outcome).thenComparing(Kind::code).thenComparing(Kind::topic));

  /**
   * Counts a letter.
   *
   * @param topic the one that it was replayed to, or could not be replayed to
   */
  void count(Outcome outcome, Letter letter, String topic) {
    count(outcome, letter.ours().getOrDefault(LetterHeader.CODE, ""), topic);
  }

  /** Counts a letter that can be replayed. */
  void count(Outcome outcome, Outgoing letter) {
    count(outcome, letter.letter(), letter.topic());
  }

  /** Counts a record of the ledger's topic that is no entry. */
  void countNoEntry(String ledgerTopic) {
    count(Outcome.NO_ENTRY, "", ledgerTopic);
  }

  private void count(Outcome outcome, String code, String topic) {
    counts.merge(new Kind(outcome, code, topic), 1L, Long::sum);
  }

  long total(Outcome outcome) {
    return total(kind -> kind == outcome);
  }

  /** How many could not be replayed. */
  long missed() {
    return total(Outcome::isMissed);
  }

  private long total(Predicate<Outcome> wanted) {
    return counts.entrySet().stream()
        .filter(count -> wanted.test(count.getKey().outcome()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Prints a row for each kind. */
  void print(Format format, PrintWriter out) {
    Report report = Report.of(format, out, COLUMNS);
    counts.forEach(
        (kind, letters) ->
            report.row(
                kind.outcome(),
                kind.code().isEmpty() ? null : kind.code(),
                kind.topic().isEmpty() ? null : kind.topic(),
                letters));
  }

  /** Those that could not be replayed, and why, in one line. */
  String missedLine() {
    return missed() + " letters cannot be replayed: " + line(Outcome::isMissed);
  }

  /** All, in one line. */
  @Override
  public String toString() {
    return counts.isEmpty() ? "no letters" : line(outcome -> true);
  }

  private String line(Predicate<Outcome> wanted) {
    return Arrays.stream(Outcome.values())
        .filter(wanted)
        .filter(outcome -> total(outcome) > 0)
        .map(outcome -> total(outcome) + " " + outcome)
        .collect(Collectors.joining("; "));
  }
}
