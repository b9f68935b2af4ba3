package io.geostream.consumer.tool.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {

  private static final List<Column> COLUMNS =
      List.of(new Column("partition", 9), new Column("error code", 12), new Column("lag", 6));

  private final StringWriter text = new StringWriter();

  @Test
  void aTableHasOneHeadingAndNumbersToTheRight() {
    Report report = report(ReportSettings.Format.TABLE);
    report.row(1, "not-json", 20L);
    report.row(12, "wrong\n\u001b[31mtype", null);
    report.row(12, "\u009b31m\u202ex", null);
    assertThat(text.toString().lines())
        .containsExactly(
            "partition  error code       lag",
            "        1  not-json          20",
            "       12  wrong\ufffd\ufffd[31mtype  -",
            "       12  \ufffd31m\ufffdx        -");
  }

  @Test
  void jsonIsOneObjectALine() {
    Report report = report(ReportSettings.Format.JSON);
    report.row(1, "a \"b\"\n", 20L);
    report.row(2, null, true);
    report.row(3, "\u009b31m\u202e\u2028é", 1L);
    assertThat(text.toString().lines())
        .containsExactly(
            "{\"partition\":1,\"error_code\":\"a \\\"b\\\"\\n\",\"lag\":20}",
            "{\"partition\":2,\"error_code\":null,\"lag\":true}",
            "{\"partition\":3,\"error_code\":\"\\u009b31m\\u202e\\u2028é\",\"lag\":1}");
  }

  private Report report(ReportSettings.Format format) {
    return Report.of(format, new PrintWriter(text), COLUMNS);
  }
}
