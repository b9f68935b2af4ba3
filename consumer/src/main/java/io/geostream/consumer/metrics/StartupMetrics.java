package io.geostream.consumer.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * How long a start took, from the start of the JVM to each step. A step has no value before it is
 * reached; only the first time counts. Safe to use from any thread.
 */
public final class StartupMetrics {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final MeterRegistry registry;
  private final Set<Step> reached = EnumSet.noneOf(Step.class);

  /** The steps of a start, in their order. */
  public enum Step {
    /** It answers over HTTP. */
    HTTP,
    /** The database is there, and its schema is in order. */
    DATABASE,
    /** The broker is there, and has the topic. */
    BROKER,
    /** The group has assigned partitions. */
    GROUP
  }

  /** Shows nothing until a step is reached. */
  public StartupMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The start is at this step now. */
  public synchronized void reached(Step step) {
    if (reached.add(step)) {
      long start = ManagementFactory.getRuntimeMXBean().getStartTime();
      double seconds = (Clock.systemUTC().millis() - start) / MILLIS_PER_SECOND;
      Gauge.builder("geostream_startup_seconds", () -> seconds)
          .description("From the start of the JVM to a step of the consumer's start")
          .tag("step", step.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }
}
