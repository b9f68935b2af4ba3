package io.geostream.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.metrics.PartitionMetrics.Rebalance;
import io.geostream.consumer.metrics.PartitionMetrics.State;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PartitionMetricsTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PartitionMetrics metrics =
      new PartitionMetrics(registry, new StartupMetrics(registry));

  @Test
  void aPartitionsGaugesGoWithItAndComeAgainWithIt() {
    metrics.assigned(2);
    metrics.report(Map.of(0, new State(1, 0.5, 10, 11), 1, new State(2, 0.5, 20, 22)));
    metrics.forget(Set.of(1), Rebalance.REVOKED);
    assertThat(registry.scrape())
        .contains("kafka_queue_size{partition=\"0\"} 1.0", "geostream_assigned_partitions 1.0")
        .doesNotContain("partition=\"1\"");
    metrics.assigned(1);
    metrics.report(Map.of(1, new State(3, 7.5, 19, 22)));
    assertThat(registry.scrape())
        .contains(
            "kafka_queue_size{partition=\"1\"} 3.0",
            "geostream_lag_seconds{partition=\"1\"} 7.5",
            "geostream_stored_offset{partition=\"1\"} 19.0",
            "geostream_end_offset{partition=\"1\"} 22.0",
            "geostream_assigned_partitions 2.0",
            "geostream_rebalances_total{event=\"assigned\"} 2.0",
            "geostream_rebalances_total{event=\"revoked\"} 1.0",
            "geostream_rebalances_total{event=\"lost\"} 0.0");
  }
}
