package io.geostream.consumer;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.daemon.Daemon;
import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.daemon.Version;
import io.geostream.common.http.Health;
import io.geostream.common.http.OperationsServer;
import io.geostream.common.metrics.ProcessMemory;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.common.settings.SettingException;
import io.geostream.consumer.kafka.DeadLetterTopic;
import io.geostream.consumer.kafka.DeadLetters;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.poll.PositionLoader;
import io.geostream.consumer.poll.Worker;
import io.geostream.consumer.settings.ConsumerSettings;
import io.geostream.consumer.settings.ConsumerSettings.WriteMode;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.watch.BlockerWatch;
import io.geostream.consumer.watch.DatabaseWatch;
import io.geostream.consumer.watch.Drain;
import io.geostream.consumer.watch.TopicWatch;
import io.geostream.consumer.watch.Watches;
import io.geostream.consumer.write.Backoff;
import io.geostream.consumer.write.CopyRowWriter;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.OffsetKey;
import io.geostream.consumer.write.OffsetTable;
import io.geostream.consumer.write.RowWriter;
import io.geostream.sql.Flavour;
import io.geostream.sql.PolicyWindows;
import io.geostream.sql.SchemaRefusedException;
import io.geostream.sql.SchemaReport;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running consumer, put together in the order in which it starts: settings, HTTP, database and
 * schema, topic, workers. All is closed in reverse.
 */
final class ConsumerDaemon implements Daemon.Body {

  private static final Logger log = LoggerFactory.getLogger(ConsumerDaemon.class);

  private static final Duration BROKER_PATIENCE = Duration.ofSeconds(5);
  private static final Duration TOPIC_RETRY = Duration.ofSeconds(1);
  private static final Duration TOPIC_WATCH = Duration.ofSeconds(3);
  private static final Duration DATABASE_WATCH = Duration.ofSeconds(3);
  private static final Duration BLOCKER_WATCH = Duration.ofMillis(500);
  private static final Duration DRAIN_WATCH = Duration.ofMillis(100);
  private static final int CONNECTIONS_BESIDE_WRITERS = 2;

  private final ConsumerSettings settings;
  private final Map<String, String> environment;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health = new Health();
  private final Outage database = new Outage("database");
  private final Outage broker = new Outage("broker");
  private final AtomicReference<@Nullable String> starting = new AtomicReference<>("is starting");

  ConsumerDaemon(ConsumerSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  @Override
  public void run(StopSignal stop, Resources resources) throws Exception {
    KafkaSettings kafka = settings.common().kafka();
    DatabaseAddress address = settings.database().address(environment);
    Map<String, Object> consumer = settings.kafkaConsumer(kafka);
    Map<String, Object> producer = settings.kafkaProducer(kafka);
    Map<String, Object> admin = settings.kafkaAdmin(kafka);
    String deadLetterTopic = settings.deadLetterTopic();
    String topic = settings.common().topic();

    HikariDataSource pool =
        DatabasePool.open(address, settings.workers() + CONNECTIONS_BESIDE_WRITERS);
    answerHttp(resources);
    resources.add(pool);
    log.info(
        "consumer {}: topic {} of {} into {}", version(), topic, kafka.bootstrapServers(), address);

    Schema schema = waitForSchema(pool, stop);
    if (schema == null) {
      return;
    }
    tellOf(schema);
    Admin brokers = waitForBrokerNames(admin, stop);
    if (brokers == null) {
      return;
    }
    resources.add(brokers);
    Topics topics = new Topics(brokers, BROKER_PATIENCE);
    TopicInfo info = waitForTopic(topics, topic, stop);
    if (info == null) {
      return;
    }
    OffsetTable offsets =
        new OffsetTable(new OffsetKey(settings.group(), info.clusterId(), topic, info.id()));
    DeadLetters deadLetters =
        new DeadLetters(
            resources.add(new KafkaProducer<byte[], byte[]>(producer)),
            new DeadLetterTopic(brokers, topics, deadLetterTopic, topic),
            settings.group());

    Watches watches = resources.add(new Watches(stop));
    PositionLoader positions = new PositionLoader(pool, offsets, topics, settings.start());
    List<Worker> workers =
        startWorkers(consumer, pool, offsets, positions, deadLetters, stop, resources);
    if (settings.drain()) {
      watches.every(DRAIN_WATCH, new Drain(positions, topics, topic, info.partitions(), stop));
    }
    watches.every(TOPIC_WATCH, new TopicWatch(topics, offsets.key(), broker, stop));
    watches.every(DATABASE_WATCH, new DatabaseWatch(pool, database));
    watches.every(
        BLOCKER_WATCH,
        new BlockerWatch(
            pool, DatabasePool.APPLICATION_NAME, workers.stream().map(Worker::inFlight).toList()));
    starting.set(null);
    stop.await();
  }

  private void answerHttp(Resources resources) {
    ProcessMemory.bindTo(registry);
    health.ready("consumer", starting::get);
    health.ready("database", database::problem);
    health.ready("broker", broker::problem);
    OperationsServer http =
        resources.add(
            OperationsServer.start(
                settings.common().httpHost(),
                settings.common().httpPort(ConsumerSettings.DEFAULT_HTTP_PORT),
                registry::scrape,
                health));
    log.info("http: listening on {}:{}", settings.common().httpHost(), http.port());
  }

  private List<Worker> startWorkers(
      Map<String, Object> kafka,
      HikariDataSource pool,
      OffsetTable offsets,
      PositionLoader positions,
      DeadLetters deadLetters,
      StopSignal stop,
      Resources resources) {
    Worker.Shared shared =
        new Worker.Shared(
            pool,
            offsets,
            positions,
            rowWriter(settings.writeMode()),
            deadLetters,
            settings.batchLimits(),
            settings.linger(),
            settings.ageLimits(),
            database,
            broker,
            new ConsumerMetrics(registry),
            stop);
    List<Worker> workers = new ArrayList<>();
    resources.add(() -> closeTogether(workers));
    for (int number = 1; number <= settings.workers(); number++) {
      Worker worker = Worker.start(number, member -> newConsumer(kafka, member), shared);
      worker.heartbeats().forEach(beat -> health.live(beat.name(), beat::problem));
      workers.add(worker);
    }
    return workers;
  }

  /** What has to differ between the members of one process carries the member's number. */
  private static Consumer<byte[], byte[]> newConsumer(Map<String, Object> kafka, int member) {
    Map<String, Object> own = new HashMap<>(kafka);
    for (String id :
        List.of(ConsumerConfig.CLIENT_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)) {
      own.computeIfPresent(id, (key, value) -> value + "-" + member);
    }
    return new KafkaConsumer<>(own);
  }

  private static RowWriter rowWriter(WriteMode mode) {
    return switch (mode) {
      case AUTO, COPY -> new CopyRowWriter();
    };
  }

  /** They end side by side once a stop is requested; here they are only waited for. */
  private static void closeTogether(List<Worker> workers) throws InterruptedException {
    for (Worker worker : workers) {
      worker.join();
    }
  }

  /** The schema, once the database is there; null if a stop was requested first. */
  private @Nullable Schema waitForSchema(HikariDataSource pool, StopSignal stop) throws Exception {
    Backoff backoff = new Backoff(ThreadLocalRandom.current()::nextDouble);
    for (int failures = 1; !stop.isRequested(); failures++) {
      try {
        Schema schema = readSchema(pool);
        database.recovered(this);
        return schema;
      } catch (SQLException e) {
        if (FaultKind.of(e) == FaultKind.FATAL) {
          throw e;
        }
        database.failed(this, Faults.oneLine(e));
      }
      stop.await(backoff.after(failures));
    }
    return null;
  }

  /** A schema that is in order, and what whoever runs it should know. */
  private record Schema(Flavour flavour, List<String> warnings) {}

  private Schema readSchema(HikariDataSource pool) throws SQLException, SchemaRefusedException {
    SchemaReport report = SchemaStep.run(pool, settings.database());
    List<String> warnings = new ArrayList<>(report.warnings());
    if (report.flavour() == Flavour.TIMESCALEDB) {
      warnings.addAll(PolicyWindows.read(pool, report.schema()).warnings(settings.maxAge()));
    }
    return new Schema(report.flavour(), warnings);
  }

  private void tellOf(Schema schema) {
    List<String> notes = new ArrayList<>();
    if (schema.flavour() != Flavour.TIMESCALEDB) {
      notes.add(
          "plain PostgreSQL: no hypertable, no columnstore, no policies; the aggregates are views");
    }
    notes.addAll(schema.warnings());
    notes.forEach(
        note -> {
          log.warn("database: {}", note);
          health.note(note);
        });
  }

  /** A client, once the brokers' names can be resolved; null if a stop was requested first. */
  private @Nullable Admin waitForBrokerNames(Map<String, Object> settings, StopSignal stop)
      throws InterruptedException {
    while (!stop.isRequested()) {
      try {
        return Admin.create(settings);
      } catch (KafkaException e) {
        String problem = Faults.oneLine(e);
        if (!problem.contains("No resolvable bootstrap")) {
          throw new SettingException(
              "Kafka settings", problem); // an unreadable trust store, for example
        }
        broker.failed(this, problem);
      }
      stop.await(TOPIC_RETRY);
    }
    return null;
  }

  /** The topic, once the brokers and the topic are there; null if a stop was requested first. */
  private @Nullable TopicInfo waitForTopic(Topics topics, String topic, StopSignal stop)
      throws InterruptedException {
    while (!stop.isRequested()) {
      try {
        TopicInfo info = topics.describe(topic);
        if (info != null) {
          broker.recovered(this);
          return info;
        }
        broker.failed(this, "topic " + topic + " does not exist yet");
      } catch (KafkaException e) {
        if (FaultKind.of(e) == FaultKind.FATAL) {
          throw e;
        }
        broker.failed(this, Faults.oneLine(e));
      }
      stop.await(TOPIC_RETRY);
    }
    return null;
  }

  private static String version() {
    return Version.of(ConsumerDaemon.class);
  }
}
