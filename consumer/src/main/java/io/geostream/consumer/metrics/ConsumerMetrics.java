package io.geostream.consumer.metrics;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.Resources;
import io.geostream.common.mapping.TableName;
import io.geostream.common.metrics.KafkaMetrics;
import io.geostream.common.metrics.OutageMetrics;
import io.geostream.common.metrics.ProgramMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleConsumer;

/**
 * All that the consumer reports of itself. Its parts each get what they report to; the libraries'
 * clients are asked for what they count themselves.
 */
public final class ConsumerMetrics {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final BatchMetrics batches =
      new BatchMetrics(registry, () -> epochMicros(Clock.systemUTC().instant()));
  private final StartupMetrics startup = new StartupMetrics(registry);
  private final PartitionMetrics partitions = new PartitionMetrics(registry, startup);
  private final Counter terminatedBackends =
      Counter.builder("geostream_terminated_backends")
          .description("Backends of frozen consumers that were terminated: they blocked a writer")
          .register(registry);
  private final AtomicReference<Double> policyJobsFailing = new AtomicReference<>(Double.NaN);
  private final KafkaMetrics kafka = new KafkaMetrics(registry);

  /**
   * Registers what does not depend on a client.
   *
   * @param version the consumer's
   * @param resources what has to be closed goes in here
   */
  public ConsumerMetrics(String version, Resources resources) {
    resources.add(new ProgramMetrics(registry, "consumer", version));
    resources.add(kafka);
    Gauge.builder("geostream_policy_jobs_failing", policyJobsFailing, AtomicReference::get)
        .description("Policy jobs of the hypertable and its aggregates whose last run failed")
        .register(registry);
  }

  /**
   * Shows what the consumer is there for.
   *
   * @param table as the mapping names it
   */
  public void of(String group, String topic, TableName table) {
    Gauge.builder("geostream.consumer.info", () -> 1) // only with dots it keeps its last word
        .description("Always 1; its labels are the group, the topic and the mapping's table")
        .tags("consumer_group", group, "topic", topic, "table", table.toString())
        .register(registry);
  }

  private static long epochMicros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** All metrics as they are now, in Prometheus's text format. */
  public String scrape() {
    return registry.scrape();
  }

  public BatchMetrics batches() {
    return batches;
  }

  public StartupMetrics startup() {
    return startup;
  }

  /** Counts a backend that was terminated. */
  public Runnable terminatedBackends() {
    return terminatedBackends::increment;
  }

  public PartitionMetrics partitions() {
    return partitions;
  }

  /** Takes how many policy jobs fail. */
  public DoubleConsumer policyJobsFailing() {
    return policyJobsFailing::set;
  }

  /** Reports a server's outages. */
  public void of(Outage outage) {
    OutageMetrics.bindTo(registry, outage);
  }

  /** Reports a pool of connections. */
  public void of(HikariDataSource pool) {
    pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
  }

  public KafkaMetrics kafka() {
    return kafka;
  }
}
