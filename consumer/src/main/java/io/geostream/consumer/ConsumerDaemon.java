package io.geostream.consumer;

import io.geostream.common.daemon.Daemon;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.daemon.Version;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.common.settings.MappingSettings;
import io.geostream.consumer.kafka.NetworkThreadErrors;
import io.geostream.consumer.metrics.ConsumerMetrics;
import io.geostream.consumer.settings.ConsumerSettings;
import io.geostream.consumer.settings.ConsumerSettings.WriteMode;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.watch.Watches;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running consumer, put together in the order in which it starts: settings, HTTP, database and
 * schema, topic, workers, watches. All is closed in reverse.
 */
final class ConsumerDaemon implements Daemon.Body {

  private static final Logger log = LoggerFactory.getLogger(ConsumerDaemon.class);

  private final ConsumerSettings settings;
  private final MappingSettings mappingSettings;
  private final Map<String, String> environment;

  ConsumerDaemon(
      ConsumerSettings settings, MappingSettings mappingSettings, Map<String, String> environment) {
    this.settings = settings;
    this.mappingSettings = mappingSettings;
    this.environment = environment;
  }

  @Override
  public void run(StopSignal stop, Resources resources) throws Exception {
    KafkaSettings kafka = settings.common().kafka();
    Mapping mapping = mappingSettings.mapping();
    WriteModeChoice.refuseIfUnfit(settings.writeMode(), mapping.onConflict());
    DatabaseAddress address = settings.database().address(environment);
    String deadLetterTopic = settings.deadLetterTopic(); // refused before anything is waited for
    String version = Version.of(ConsumerDaemon.class);
    ConsumerStatus status = new ConsumerStatus(new ConsumerMetrics(version, resources));
    KafkaClients clients =
        new KafkaClients(kafka, settings.group(), settings.workers(), status, resources, stop);
    DatabaseSide database = DatabaseSide.of(address, settings.writeMode() == WriteMode.INSERT);
    status.metrics().of(settings.group(), settings.common().topic(), mapping.table());
    status.answerHttp(settings.common().http(), resources);
    status.metrics().of(resources.add(database.pool()));
    log.info(
        "consumer {}: group {}, topic {} of {} into table {} of {}, by {}",
        version,
        settings.group(),
        settings.common().topic(),
        kafka.bootstrapServers(),
        mapping.table(),
        address,
        mappingSettings.described());
    Watches watches = resources.add(new Watches(stop));
    Watching.blockers(watches, database, status.metrics().terminatedBackends());
    Startup startup = new Startup(settings, mapping, status, stop);
    Schema schema = startup.schema(database);
    BrokerSide broker = schema == null ? null : startup.broker(clients, schema, deadLetterTopic);
    if (schema != null && broker != null) {
      resources.add(NetworkThreadErrors.watch(stop));
      resources
          .add(new Workers(settings, mapping, clients, status, stop))
          .start(database, schema, broker);
      Watching watching = new Watching(watches, database, status, stop);
      watching.servers(broker, schema);
      if (settings.drain()) {
        watching.drain(broker, resources);
      }
      status.started();
      stop.await();
    }
  }
}
