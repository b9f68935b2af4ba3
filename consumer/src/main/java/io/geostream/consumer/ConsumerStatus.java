package io.geostream.consumer;

import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.Resources;
import io.geostream.common.http.Health;
import io.geostream.common.http.OperationsServer;
import io.geostream.common.settings.HttpSettings;
import io.geostream.consumer.metrics.ConsumerMetrics;
import io.geostream.consumer.metrics.StartupMetrics.Step;
import io.geostream.consumer.settings.ConsumerSettings;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a consumer says of itself over HTTP: its metrics, whether it is alive and ready, why not.
 */
final class ConsumerStatus {

  private static final Logger log = LoggerFactory.getLogger(ConsumerStatus.class);
  private static final String STARTING = "is starting";

  private final ConsumerMetrics metrics;
  private final Health health = new Health();
  private final Outage database = new Outage("database", System::nanoTime);
  private final Outage broker = new Outage("broker", System::nanoTime);
  private final Outage topic = new Outage("topic", System::nanoTime);
  private final AtomicReference<@Nullable String> starting = new AtomicReference<>(STARTING);

  ConsumerStatus(ConsumerMetrics metrics) {
    this.metrics = metrics;
  }

  /** Answers from now on. */
  void answerHttp(HttpSettings settings, Resources resources) {
    metrics.of(database);
    metrics.of(broker);
    health.ready("consumer", starting::get);
    health.ready("database", database::problem);
    health.ready("broker", broker::problem);
    health.ready("topic", topic::problem);
    HttpSettings.Address address = settings.address(ConsumerSettings.DEFAULT_HTTP_PORT);
    OperationsServer http = resources.add(OperationsServer.start(address, metrics::scrape, health));
    metrics.startup().reached(Step.HTTP);
    log.info("http: listening on {}:{}", address.host(), http.port());
  }

  /** What the start is at, such as the progress of a migration. */
  void startsWith(String step) {
    starting.set(step);
  }

  /** The step is over, the start goes on. */
  void starts() {
    starting.set(STARTING);
  }

  void started() {
    starting.set(null);
  }

  /** Something to know about a server, which does not keep the consumer from its work. */
  void warn(String server, String warning) {
    log.warn("{}: {}", server, warning);
    health.note(warning);
  }

  ConsumerMetrics metrics() {
    return metrics;
  }

  Health health() {
    return health;
  }

  Outage database() {
    return database;
  }

  Outage broker() {
    return broker;
  }

  /** The absence of the topic. */
  Outage topic() {
    return topic;
  }
}
