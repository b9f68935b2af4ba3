package io.geostream.consumer.worker;

import io.geostream.common.decode.Decoder;
import io.geostream.consumer.metrics.BatchMetrics;
import io.geostream.consumer.metrics.PartitionMetrics;
import io.geostream.consumer.metrics.StartupMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** What all simulations of one thread can share, since no guarantee depends on it. */
record SharedParts(
    Decoder decoder, BatchMetrics batches, PartitionMetrics partitions, EndOffsets ends) {

  static SharedParts create() {
    PrometheusMeterRegistry nothing = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    nothing.config().meterFilter(MeterFilter.deny());
    return new SharedParts(
        Times.decoder(),
        new BatchMetrics(nothing, () -> 0),
        new PartitionMetrics(nothing, new StartupMetrics(nothing)),
        new EndOffsets());
  }
}
