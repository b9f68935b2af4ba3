package io.geostream.consumer.tool.report;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are printed as they come, so that there may be any number of them. */
public sealed interface Report permits JsonReport, TableReport {

  /** A report in a format; its heading, if it has one, comes with the first row. */
  static Report of(ReportSettings.Format format, PrintWriter out, List<Column> columns) {
    return switch (format) {
      case TABLE -> new TableReport(out, columns);
      case JSON -> new JsonReport(out, columns);
    };
  }

  /**
   * Prints a row.
   *
   * @param values one for each column: null, a number, a truth value, or what {@link
   *     String#valueOf(Object)} makes of anything else
   */
  void row(@Nullable Object... values);
}
