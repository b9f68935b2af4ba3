package io.geostream.consumer;

import io.geostream.common.daemon.Daemon;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.daemon.Version;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.consumer.deadletter.DeadLetterLimit;
import io.geostream.consumer.kafka.NetworkThreadErrors;
import io.geostream.consumer.metrics.ConsumerMetrics;
import io.geostream.consumer.offsets.PositionLoader;
import io.geostream.consumer.settings.ConsumerSettings;
import io.geostream.consumer.settings.ConsumerSettings.WriteMode;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.watch.Watches;
import io.geostream.consumer.worker.EndOffsets;
import io.geostream.consumer.worker.Shared;
import io.geostream.consumer.write.RowWriters;
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
  private final Map<String, String> environment;
  private final ConsumerStatus status = new ConsumerStatus();

  ConsumerDaemon(ConsumerSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  @Override
  public void run(StopSignal stop, Resources resources) throws Exception {
    KafkaSettings kafka = settings.common().kafka();
    DatabaseAddress address = settings.database().address(environment);
    String deadLetterTopic = settings.deadLetterTopic(); // refused before anything is waited for
    KafkaClients clients = KafkaClients.of(kafka, settings.group(), settings.workers());
    DatabaseSide database = DatabaseSide.of(address, settings.writeMode() == WriteMode.INSERT);
    String version = Version.of(ConsumerDaemon.class);
    ConsumerMetrics metrics = new ConsumerMetrics(version, resources);
    status.answerHttp(settings.common().http(), metrics, resources);
    metrics.of(resources.add(database.pool()));
    log.info(
        "consumer {}: topic {} of {} into {}",
        version,
        settings.common().topic(),
        kafka.bootstrapServers(),
        address);
    Watches watches = resources.add(new Watches(stop));
    Watching.blockers(watches, database, metrics.terminatedBackends());
    Servers servers =
        new Servers(settings, status.database(), status.broker(), status.topic(), stop);
    Startup startup = new Startup(settings, servers, status, metrics, resources, stop);
    Schema schema = startup.schema(database);
    if (schema == null) {
      return;
    }
    RowWriters rowWriters =
        WriteModeChoice.of(
            settings.writeMode(), schema.obstacleToDirectCompress(), schema.chunkWidth());
    BrokerSide broker = startup.broker(clients, deadLetterTopic);
    if (broker == null) {
      return;
    }
    PositionLoader positions =
        new PositionLoader(broker.offsets(), broker.topics(), settings.start());
    EndOffsets ends = new EndOffsets();
    Shared shared =
        new Shared(
            writing(database, broker, positions, rowWriters),
            reading(clients, schema, ends),
            new Shared.Signals(
                status.database(), status.broker(), metrics.batches(), metrics.partitions()),
            stop);
    resources.add(NetworkThreadErrors.watch(stop));
    Workers workers = resources.add(new Workers());
    workers.start(
        settings.workers(),
        servers,
        clients.consumer(),
        client -> resources.add(metrics.kafka().of(client)),
        shared);
    workers.heartbeats().forEach(beat -> status.health().live(beat.name(), beat::problem));
    Watching watching = new Watching(watches, database, status, metrics, stop);
    watching.servers(broker, ends, schema);
    if (settings.drain()) {
      watching.drain(positions, broker, resources);
    }
    status.started();
    stop.await();
  }

  private Shared.Writing writing(
      DatabaseSide database, BrokerSide broker, PositionLoader positions, RowWriters rowWriters) {
    return new Shared.Writing(
        database.writers()::make,
        broker.offsets(),
        positions,
        rowWriters,
        broker.letters(),
        new DeadLetterLimit(settings.deadLetterLimit()));
  }

  private Shared.Reading reading(KafkaClients clients, Schema schema, EndOffsets ends) {
    return new Shared.Reading(
        settings.batchLimits(schema.chunkWidth()),
        clients.fetch().answer(),
        settings.linger(),
        settings.ageLimits(),
        ends);
  }
}
