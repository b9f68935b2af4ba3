package io.geostream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.stack.MetricsScrape;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartupPartsTest {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final MetricsScrape METRICS =
      MetricsScrape.parse(
          """
          process_start_time_seconds 1.76986080005E9
          geostream_startup_seconds{step="http"} 0.35
          geostream_startup_seconds{step="database"} 0.55
          geostream_startup_seconds{step="broker"} 0.85
          geostream_startup_seconds{step="group"} 1.35
          """);

  @Test
  void readsThePartsOffTheMetrics() {
    StartupParts parts = StartupParts.of(START, METRICS, START.plusMillis(1_600));

    assertThat(parts).isEqualTo(new StartupParts(400, 200, 300, 500, 200, 1_600, 1_100));
  }

  @Test
  void takesTheMedianOfEachPart() {
    assertThat(
            StartupParts.median(
                List.of(
                    new StartupParts(1, 20, 300, 4, 50, 375, 371),
                    new StartupParts(2, 30, 100, 5, 40, 177, 172),
                    new StartupParts(3, 10, 200, 6, 30, 249, 243))))
        .isEqualTo(new StartupParts(2, 20, 200, 5, 40, 249, 243));
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> StartupParts.of(START, MetricsScrape.parse(""), START))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("start of the JVM");
  }
}
