package io.geostream.demo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.geostream.stack.MetricsScrape;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QuantilesTest {

  private static final double ENDLESS = Double.POSITIVE_INFINITY;

  @Test
  void spreadsTheValuesOfABucketEvenly() {
    NavigableMap<Double, Double> buckets =
        new TreeMap<>(Map.of(1.0, 10.0, 2.0, 30.0, 4.0, 40.0, ENDLESS, 40.0));

    assertThat(Quantiles.of(0.25, buckets)).hasValueCloseTo(1.0, within(1e-9));
    assertThat(Quantiles.of(0.5, buckets)).hasValueCloseTo(1.5, within(1e-9));
    assertThat(Quantiles.of(0.99, buckets)).hasValueCloseTo(3.92, within(1e-9));
  }

  @Test
  void knowsNoMoreThanTheHighestBound() {
    assertThat(Quantiles.of(0.99, new TreeMap<>(Map.of(1.0, 0.0, ENDLESS, 5.0)))).hasValue(1);
  }

  @Test
  void isEmptyWithoutValues() {
    assertThat(Quantiles.of(0.5, new TreeMap<>())).isEmpty();
    assertThat(Quantiles.of(0.5, new TreeMap<>(Map.of(1.0, 0.0, ENDLESS, 0.0)))).isEmpty();
  }

  @Test
  void takesOnlyWhatCameBetweenTwoLooks() {
    MetricsScrape before = MetricsScrape.parse(page(100, 100));
    MetricsScrape now = MetricsScrape.parse(page(100, 104));

    NavigableMap<Double, Double> came =
        Quantiles.between(before.buckets("latency"), now.buckets("latency"));

    assertThat(came).containsExactly(Map.entry(0.5, 0.0), Map.entry(ENDLESS, 4.0));
  }

  private static String page(int quick, int all) {
    return String.format(
        Locale.ROOT,
        """
        latency_bucket{mode="copy",le="0.5"} %d
        latency_bucket{mode="copy",le="+Inf"} %d
        """,
        quick,
        all);
  }
}
