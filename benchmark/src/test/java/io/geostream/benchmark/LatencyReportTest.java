package io.geostream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.stage.Latencies;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyReportTest {

  @Test
  void comparesEachFigureWithTheSizeThatIsBestAtIt() {
    LatencyReport report =
        report(
            series("geostream-auto", 4, 20),
            series("debezium:500", 8, 200),
            series("debezium:3000", 16, 40),
            series("jdbc-batch-rewritten", 5, 25));

    assertThat(report.ratios())
        .containsExactly(
            "geostream-auto ÷ debezium = 0.50 at p50 (debezium:500), 0.50 at p99 (debezium:3000)",
            "geostream-auto ÷ jdbc-batch-rewritten = 0.80 at p50 (jdbc-batch-rewritten),"
                + " 0.80 at p99 (jdbc-batch-rewritten)");
  }

  @Test
  void tellsTheMedianOfEachFigure() {
    LatencyResult.Series series =
        LatencyResult.Series.of(
            "geostream-auto", List.of(latencies(1, 30), latencies(2, 10), latencies(3, 20)));

    assertThat(series.median()).isEqualTo(latencies(2, 20));
  }

  private static LatencyReport report(LatencyResult.Series... contenders) {
    return new LatencyReport(
        new LatencyResult("", Machine.ofThis(), "", "", 5_000, 30, 1, List.of(contenders)));
  }

  private static LatencyResult.Series series(String name, double p50, double p99) {
    return LatencyResult.Series.of(name, List.of(latencies(p50, p99)));
  }

  private static Latencies latencies(double p50, double p99) {
    return new Latencies(1_000, 5_000, p50, p50, p99, p99);
  }
}
