package io.geostream.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayHistogramTest {

  private static final List<Duration> BOUNDS =
      List.of(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(1));

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final DelayHistogram histogram =
      new DelayHistogram("some_seconds", "Some.", BOUNDS).registeredIn(registry);

  @Test
  void countsEachDelayInTheBucketWhoseUpperBoundItDoesNotExceed() {
    long[] micros = {1_000, 1_001, 5_000, 999_999, 1_000_000, 1_000_001};
    histogram.record(micros.length, i -> micros[i]);
    assertThat(registry.scrape())
        .contains(
            "# HELP some_seconds Some.",
            "# TYPE some_seconds histogram",
            "some_seconds_bucket{le=\"0.001\"} 1\n",
            "some_seconds_bucket{le=\"0.005\"} 3\n",
            "some_seconds_bucket{le=\"1.0\"} 5\n",
            "some_seconds_bucket{le=\"+Inf\"} 6\n",
            "some_seconds_count 6\n",
            "some_seconds_sum 3.007001\n");
  }

  @Test
  void aDelayBelowZeroIsZero() {
    histogram.record(-5_000_000);
    assertThat(registry.scrape())
        .contains("some_seconds_bucket{le=\"0.001\"} 1\n", "some_seconds_sum 0.0\n");
  }

  @Test
  void findsTheRightBucketForDelaysOfAnySize() {
    Random random = new Random(1);
    long[] micros =
        random.longs(10_000, 0, 3_000_000).map(it -> it >> random.nextInt(22)).toArray();
    micros[0] = Long.MAX_VALUE;
    histogram.record(micros.length, i -> micros[i]);
    var buckets = histogram.collect().getDataPoints().get(0).getClassicBuckets();
    long below = 0;
    for (int i = 0; i < buckets.size(); i++) {
      double bound = buckets.getUpperBound(i);
      below += buckets.getCount(i);
      assertThat(below)
          .as("up to %s s", bound)
          .isEqualTo(Arrays.stream(micros).filter(it -> it / 1e6 <= bound).count());
    }
  }
}
