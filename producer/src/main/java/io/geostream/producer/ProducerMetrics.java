package io.geostream.producer;

import io.geostream.common.metrics.ProcessMemory;
import io.geostream.producer.kafka.Tally;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The producer's metrics: they look at the tally when asked, and cost nothing otherwise. */
final class ProducerMetrics {

  private ProducerMetrics() {}

  static void bindTo(MeterRegistry registry, Tally tally) {
    FunctionCounter.builder("geostream.producer.acknowledged", tally, Tally::acknowledged)
        .description("Readings that all in-sync replicas have acknowledged")
        .register(registry);
    FunctionCounter.builder("geostream.producer.errors", tally, Tally::failed)
        .description("Readings that Kafka refused for good")
        .register(registry);
    Gauge.builder("geostream.producer.in.flight", tally, Tally::inFlight)
        .description("Readings handed to Kafka and not yet acknowledged")
        .register(registry);
    ProcessMemory.bindTo(registry);
  }
}
