package io.geostream.common.metrics;

import io.geostream.common.daemon.DaemonThreads;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The Kafka clients' own metrics. A client adds and removes metrics by broker, topic and partition;
 * one thread follows all clients of the program.
 */
public final class KafkaMetrics implements AutoCloseable {

  /** How soon new metrics appear and removed ones disappear. */
  private static final Duration REFRESH = Duration.ofSeconds(15);

  private final MeterRegistry registry;
  private final ScheduledExecutorService follower =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("kafka-metrics"));

  /** Metrics that go to the registry. */
  public KafkaMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Adds a consumer's metrics; closing what it gives takes them back. */
  public AutoCloseable of(Consumer<?, ?> client) {
    return bind(new KafkaClientMetrics(client, Tags.empty(), follower, REFRESH));
  }

  /** Adds a producer's metrics; closing what it gives takes them back. */
  public AutoCloseable of(Producer<?, ?> client) {
    return bind(new KafkaClientMetrics(client, Tags.empty(), follower, REFRESH));
  }

  /** Adds an admin client's metrics; closing what it gives takes them back. */
  public AutoCloseable of(AdminClient client) {
    return bind(new KafkaClientMetrics(client, Tags.empty(), follower, REFRESH));
  }

  private KafkaClientMetrics bind(KafkaClientMetrics metrics) {
    metrics.bindTo(registry);
    return metrics;
  }

  /** Ends the thread. */
  @Override
  public void close() {
    follower.shutdownNow();
  }
}
