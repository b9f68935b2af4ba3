package io.geostream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.benchmark.stage.Latencies;
import org.junit.jupiter.api.Test;

class LatencyTest {

  private static final Latencies OF_1000 = new Latencies(1_000, 100, 1, 2, 3, 4);

  @Test
  void onlyAllMeasuredReadingsMakeAFigure() {
    assertThat(Latency.complete(OF_1000, 1_000)).isSameAs(OF_1000);
    assertThatThrownBy(() -> Latency.complete(OF_1000, 1_001))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("1000 of the 1001");
  }
}
