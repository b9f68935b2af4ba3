package io.geostream.consumer.tool.mapping;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Identifiers;
import io.geostream.common.text.Printable;
import io.geostream.consumer.tool.mapping.Trial.Tried;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** For people: a line for each message, followed by a line for each of its rows. */
final class TrialText implements TrialReport {

  private final PrintWriter out;
  private long messages;
  private long rows;
  private long letters;
  private long ignored;
  private long late;
  private @Nullable BadRecord firstLate;

  TrialText(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void message(Tried message) {
    BadRecord letter = message.letter();
    messages++;
    rows += message.rows().size();
    letters += letter == null ? 0 : 1;
    ignored += message.ignored();
    print(
        "line %s: %s"
            .formatted(
                message.line(),
                letter == null
                    ? count(message.rows().size(), "row")
                    : "dead letter: " + shown(letter)));
    message.rows().forEach(row -> print("  " + shown(row)));
    BadRecord ifSentNow = message.ifSentNow();
    if (ifSentNow != null) {
      late++;
      firstLate = firstLate == null ? ifSentNow : firstLate;
      print("  note: " + ifSentNow.code() + " if it were sent now");
    }
  }

  @Override
  public void end() {
    print(
        "%s: %s, %s"
            .formatted(
                count(messages, "message"), count(rows, "row"), count(letters, "dead letter")));
    if (ignored > 0) {
      print("note: %s not the mapping's and ignored".formatted(fields(ignored)));
    }
    if (firstLate != null) {
      print(
          "note: if sent now, %s would be too old or too new for --max-age and --max-ahead; the first: %s"
              .formatted(count(late, "message"), shown(firstLate)));
    }
  }

  private static String fields(long number) {
    return number == 1 ? "1 field is" : number + " fields are";
  }

  private void print(String line) {
    out.println(Printable.oneLine(line));
  }

  private static String shown(BadRecord fault) {
    return fault.code() + ": " + fault.message();
  }

  private static String shown(List<RowValues.Value> row) {
    return row.stream()
        .map(each -> Identifiers.shown(each.column().name()) + "=" + shown(each))
        .collect(Collectors.joining(" "));
  }

  private static String shown(RowValues.Value value) {
    if (value.isOfRecord()) {
      return "(" + value.column().source() + ")";
    }
    Object it = value.value();
    if (it == null) {
      return "NULL";
    }
    return value.column().type() == ColumnType.TEXT ? '"' + it.toString() + '"' : it.toString();
  }

  private static String count(long number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }
}
