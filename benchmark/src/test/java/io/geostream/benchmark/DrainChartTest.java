package io.geostream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.benchmark.measure.ProcessorTime;
import io.geostream.benchmark.report.BarChart;
import io.geostream.benchmark.report.Machine;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainChartTest {

  private static final ProcessorTime NO_TIME = new ProcessorTime(0, 0, 0, 0);
  private static final Memory NO_MEMORY = new Memory(0, 0, 0, 0, 0);

  @Test
  void showsTheOthersThenOursThenTheLimitsAndTheBestOfSeveralSizes() {
    DrainChart chart =
        new DrainChart(
            new DrainResult(
                "drain",
                "",
                Machine.ofThis(),
                "",
                "",
                new DrainResult.Settings("weather", 10, 1, 1, 1, 1, List.of()),
                List.of(
                    series("limit-copy", 9),
                    series("geostream-copy", 5, 7, 8),
                    series("geostream-insert", 4),
                    series("debezium:1000", 2),
                    series("debezium:3000", 3),
                    series("kafka-alone", 30),
                    series("tutorial", 1))));

    assertThat(chart.chart().bars())
        .extracting(BarChart.Bar::label)
        .containsExactly(
            "tutorial", "debezium:3000", "geostream-insert", "geostream-copy", "limit-copy");
    assertThat(chart.chart().bars().get(3).value()).isEqualTo(7);
  }

  private static Series series(String name, double... rates) {
    return Series.of(name, Arrays.stream(rates).mapToObj(DrainChartTest::run).toList());
  }

  private static Run run(double rate) {
    return new Run(10, 2, new Run.Pace(rate, NO_TIME), null, NO_TIME, NO_MEMORY);
  }
}
