package io.geostream.consumer.tool.report;

import io.geostream.common.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For people: a heading, then a line a row; numbers to the right, {@code -} for what is not known.
 */
final class TableReport implements Report {

  private final PrintWriter out;
  private final List<Column> columns;
  private boolean headed;

  TableReport(PrintWriter out, List<Column> columns) {
    this.out = out;
    this.columns = List.copyOf(columns);
  }

  @Override
  public void row(@Nullable Object... values) {
    if (!headed) {
      headed = true;
      print(columns.stream().map(Column::name).toArray(), values);
    }
    print(values, values);
  }

  /**
   * @param like the values whose kind decides on the side
   */
  private void print(@Nullable Object[] values, @Nullable Object[] like) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < columns.size(); column++) {
      String text =
          values[column] == null ? "-" : Printable.oneLine(String.valueOf(values[column]));
      String blanks =
          " "
              .repeat(
                  Math.max(0, columns.get(column).width() - text.codePointCount(0, text.length())));
      line.append(column == 0 ? "" : "  ")
          .append(like[column] instanceof Number ? blanks + text : text + blanks);
    }
    out.println(line.toString().stripTrailing());
    out.flush();
  }
}
