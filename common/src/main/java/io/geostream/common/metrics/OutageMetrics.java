package io.geostream.common.metrics;

import io.geostream.common.daemon.Outage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The outages of a server as metrics, labelled {@code server}. They cost nothing until asked. */
public final class OutageMetrics {

  private static final String SERVER = "server";
  private static final double MILLIS_PER_SECOND = 1_000;

  private OutageMetrics() {}

  /** Adds the metrics of one server. */
  public static void bindTo(MeterRegistry registry, Outage outage) {
    FunctionCounter.builder("geostream_outages", outage, Outage::begun)
        .description("Outages that have begun, by server")
        .tag(SERVER, outage.server())
        .register(registry);
    Gauge.builder("geostream_outage_active", outage, it -> it.isActive() ? 1 : 0)
        .description("1 while the server is not usable, else 0")
        .tag(SERVER, outage.server())
        .register(registry);
    FunctionCounter.builder("geostream_outage_seconds", outage, OutageMetrics::seconds)
        .description("Time without the server, in seconds, a present outage included")
        .tag(SERVER, outage.server())
        .register(registry);
  }

  private static double seconds(Outage outage) {
    return outage.length().toMillis() / MILLIS_PER_SECOND;
  }
}
