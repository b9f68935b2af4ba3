package io.geostream.producer;

import io.geostream.common.daemon.Outage;
import io.geostream.common.metrics.DelayHistogram;
import io.geostream.common.metrics.OutageMetrics;
import io.geostream.producer.kafka.Acknowledgements;
import io.geostream.producer.kafka.Tally;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The producer's metrics: they read existing counters, and cost nothing otherwise. */
final class ProducerMetrics {

  private static final List<Duration> ACKNOWLEDGEMENT_BOUNDS =
      Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000)
          .map(Duration::ofMillis)
          .toList();
  private static final long NANOS_PER_MICRO = 1_000;

  private final PrometheusMeterRegistry registry;
  private final DelayHistogram acknowledgements;

  /**
   * Adds what does not depend on the parts.
   *
   * @param rate messages a second that were asked for; 0 is as fast as it can
   */
  ProducerMetrics(PrometheusMeterRegistry registry, double rate) {
    this.registry = registry;
    Gauge.builder("geostream_producer_rate_target", () -> rate)
        .description("Messages asked for, per second; 0 is as fast as it can")
        .register(registry);
    acknowledgements =
        new DelayHistogram(
                "geostream_producer_acknowledgement_seconds",
                "From sending a message to its acknowledgement, timed for one message in "
                    + Acknowledgements.ONE_IN,
                ACKNOWLEDGEMENT_BOUNDS)
            .registeredIn(registry);
  }

  /** Counts how long acknowledgements take. */
  Acknowledgements acknowledgements() {
    return nanos -> acknowledgements.record(nanos / NANOS_PER_MICRO);
  }

  /** Adds what became of the messages. */
  void tell(Tally tally) {
    FunctionCounter.builder("geostream_producer_acknowledged", tally, Tally::acknowledged)
        .description("Messages that all in-sync replicas have acknowledged")
        .register(registry);
    FunctionCounter.builder("geostream_producer_errors", tally, Tally::failed)
        .description("Messages that Kafka refused for good")
        .register(registry);
    Gauge.builder("geostream_producer_in_flight", tally, Tally::inFlight)
        .description("Messages handed to Kafka and not yet acknowledged")
        .register(registry);
  }

  /** Adds the outages of a server. */
  void tell(Outage outage) {
    OutageMetrics.bindTo(registry, outage);
  }
}
