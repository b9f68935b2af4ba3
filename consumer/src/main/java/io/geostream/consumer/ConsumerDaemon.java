package io.geostream.consumer;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.daemon.ClientThreads;
import io.geostream.common.daemon.Daemon;
import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.daemon.Version;
import io.geostream.common.http.Health;
import io.geostream.common.http.OperationsServer;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.progress.ProgressReport;
import io.geostream.common.settings.HttpSettings.Address;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.consumer.database.Backends;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.Login;
import io.geostream.consumer.database.Transactions;
import io.geostream.consumer.database.WriterConnections;
import io.geostream.consumer.deadletter.DeadLetterLimit;
import io.geostream.consumer.deadletter.DeadLetterTopic;
import io.geostream.consumer.deadletter.DeadLetters;
import io.geostream.consumer.kafka.ClientSettings;
import io.geostream.consumer.kafka.FetchBytes;
import io.geostream.consumer.kafka.NetworkThreadErrors;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.metrics.ConsumerMetrics;
import io.geostream.consumer.metrics.StartupMetrics.Step;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.offsets.PositionLoader;
import io.geostream.consumer.settings.ConsumerSettings;
import io.geostream.consumer.settings.ConsumerSettings.WriteMode;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.watch.BlockerWatch;
import io.geostream.consumer.watch.DatabaseWatch;
import io.geostream.consumer.watch.Drain;
import io.geostream.consumer.watch.PolicyWatch;
import io.geostream.consumer.watch.StalledWriters;
import io.geostream.consumer.watch.TopicWatch;
import io.geostream.consumer.watch.Watches;
import io.geostream.consumer.worker.EndOffsets;
import io.geostream.consumer.worker.Shared;
import io.geostream.consumer.write.RowWriters;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running consumer, put together in the order in which it starts: settings, HTTP, database and
 * schema, topic, workers. All is closed in reverse.
 */
final class ConsumerDaemon implements Daemon.Body {

  private static final Logger log = LoggerFactory.getLogger(ConsumerDaemon.class);

  private static final String STARTING = "is starting";
  private static final Duration BROKER_PATIENCE = Duration.ofSeconds(5);
  private static final Duration TOPIC_WATCH = Duration.ofSeconds(3);
  private static final Duration DATABASE_WATCH = Duration.ofSeconds(3);
  private static final Duration POLICY_WATCH = Duration.ofSeconds(30);
  private static final Duration BLOCKER_WATCH = Duration.ofMillis(250);
  private static final Duration STALLED_WATCH = Duration.ofSeconds(1);
  private static final Duration DRAIN_WATCH = Duration.ofMillis(100);

  /** One for each watch that asks the database, a drain among them. */
  private static final int WATCH_CONNECTIONS = 4;

  private final ConsumerSettings settings;
  private final Map<String, String> environment;
  private final Health health = new Health();
  private final Outage database = new Outage("database", System::nanoTime);
  private final Outage broker = new Outage("broker", System::nanoTime);
  private final Outage presence = new Outage("topic", System::nanoTime);
  private final AtomicReference<@Nullable String> starting = new AtomicReference<>(STARTING);

  ConsumerDaemon(ConsumerSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /** The settings of the Kafka clients. Whatever is wrong with them is found here. */
  private record Clients(
      FetchBytes fetch,
      Map<String, Object> consumer,
      Map<String, Object> producer,
      Map<String, Object> admin) {

    static Clients of(KafkaSettings kafka, String group, int workers) {
      FetchBytes fetch = FetchBytes.of(Runtime.getRuntime().maxMemory(), workers);
      return new Clients(
          fetch,
          ClientSettings.consumer(kafka, group, fetch),
          ClientSettings.deadLetterProducer(kafka),
          ClientSettings.admin(kafka));
    }
  }

  @Override
  public void run(StopSignal stop, Resources resources) throws Exception {
    KafkaSettings kafka = settings.common().kafka();
    DatabaseAddress address = settings.database().address(environment);
    Clients clients = Clients.of(kafka, settings.group(), settings.workers());
    String topic = settings.common().topic();
    String deadLetterTopic = settings.deadLetterTopic();

    Login login = new Login(address);
    Backends backends = new Backends();
    boolean throughPooler = settings.writeMode() == WriteMode.INSERT;
    WriterConnections connections = new WriterConnections(login, throughPooler, backends);
    HikariDataSource pool =
        throughPooler
            ? DatabasePool.openThroughPooler(login, WATCH_CONNECTIONS)
            : DatabasePool.open(login, WATCH_CONNECTIONS);
    ConsumerMetrics metrics = new ConsumerMetrics(version(), resources);
    metrics.of(database);
    metrics.of(broker);
    answerHttp(metrics, resources);
    metrics.of(resources.add(pool));
    log.info(
        "consumer {}: topic {} of {} into {}", version(), topic, kafka.bootstrapServers(), address);

    Watches watches = resources.add(new Watches(stop));
    Transactions side = new Transactions(pool);
    watches.every(
        BLOCKER_WATCH,
        new BlockerWatch(
            side, DatabasePool.APPLICATION_NAME, backends, metrics.terminatedBackends()));

    Servers servers = new Servers(settings, database, broker, presence, stop);
    SchemaProgress progress = resources.add(new SchemaProgress(starting::set));
    Schema schema =
        servers.awaitSchema(
            new SchemaStep(
                DatabasePool.forMigrations(login, backends), settings.schema(), progress, stop),
            pool);
    progress.close();
    if (schema == null) {
      return;
    }
    starting.set(STARTING);
    if (!throughPooler) {
      DatabasePool.prefer(pool, schema.name());
      connections.prefer(schema.name());
    }
    schema.notes().forEach(note -> warn("database", note));
    RowWriters rowWriters =
        WriteModeChoice.of(
            settings.writeMode(), schema.obstacleToDirectCompress(), schema.chunkWidth());
    metrics.startup().reached(Step.DATABASE);
    log.info("database: the schema is in order");
    ClientThreads threads = new ClientThreads(health, stop);
    AdminClient admin = servers.awaitAdmin(clients.admin(), threads);
    if (admin == null) {
      return;
    }
    metrics.of(resources.add(admin));
    Topics topics = new Topics(admin, BROKER_PATIENCE);
    DeadLetterTopic letterTopic = new DeadLetterTopic(topics, deadLetterTopic, topic);
    TopicInfo info =
        servers.awaitTopics(
            topics,
            topic,
            letterTopic,
            BrokerProbe.of(clients.admin()),
            warning -> warn("broker", warning));
    if (info == null) {
      return;
    }
    metrics.startup().reached(Step.BROKER);
    log.info("broker: topic {} has {} partitions", topic, info.partitions());

    OffsetTable offsets =
        new OffsetTable(new OffsetKey(settings.group(), info.clusterId(), topic, info.id()));
    PositionLoader positions = new PositionLoader(offsets, topics, settings.start());
    KafkaProducer<byte[], byte[]> letters =
        servers.awaitClient(
            clients.producer(), own -> threads.watched(() -> new KafkaProducer<>(own)));
    if (letters == null) {
      return;
    }
    metrics.of(resources.add(letters));
    DeadLetters deadLetters = new DeadLetters(letters, letterTopic, settings.group(), info);
    EndOffsets ends = new EndOffsets();
    resources.add(NetworkThreadErrors.watch(stop));
    Workers workers = resources.add(new Workers());
    workers.start(
        settings.workers(),
        servers,
        clients.consumer(),
        metrics::of,
        new Shared(
            new Shared.Writing(
                connections::make,
                offsets,
                positions,
                rowWriters,
                deadLetters,
                new DeadLetterLimit(settings.deadLetterLimit())),
            new Shared.Reading(
                settings.batchLimits(schema.chunkWidth()),
                clients.fetch().answer(),
                settings.linger(),
                settings.ageLimits(),
                ends),
            new Shared.Signals(database, broker, metrics.batches(), metrics.partitions()),
            stop));
    workers.heartbeats().forEach(beat -> health.live(beat.name(), beat::problem));

    if (settings.drain()) {
      watches.every(
          DRAIN_WATCH,
          resources.add(
              new Drain(positions, side, topics, topic, info.numbers(), ProgressReport::of, stop)));
    }
    watches.every(TOPIC_WATCH, new TopicWatch(topics, offsets.key(), ends, broker, presence, stop));
    watches.every(DATABASE_WATCH, new DatabaseWatch(pool, database));
    watches.every(
        STALLED_WATCH,
        new StalledWriters(
            connections::all, connections.socketTimeout(), database, System::nanoTime));
    if (schema.hasPolicies()) {
      watches.nowAndEvery(
          POLICY_WATCH, new PolicyWatch(pool, schema.name(), metrics.policyJobsFailing()));
    } else {
      metrics.policyJobsFailing().accept(0);
    }
    starting.set(null);
    stop.await();
  }

  private void answerHttp(ConsumerMetrics metrics, Resources resources) {
    health.ready("consumer", starting::get);
    health.ready("database", database::problem);
    health.ready("broker", broker::problem);
    health.ready("topic", presence::problem);
    Address address = settings.common().http().address(ConsumerSettings.DEFAULT_HTTP_PORT);
    OperationsServer http = resources.add(OperationsServer.start(address, metrics::scrape, health));
    metrics.startup().reached(Step.HTTP);
    log.info("http: listening on {}:{}", address.host(), http.port());
  }

  private void warn(String server, String warning) {
    log.warn("{}: {}", server, warning);
    health.note(warning);
  }

  private static String version() {
    return Version.of(ConsumerDaemon.class);
  }
}
