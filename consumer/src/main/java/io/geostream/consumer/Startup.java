package io.geostream.consumer;

import io.geostream.common.daemon.ClientThreads;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.consumer.deadletter.DeadLetterTopic;
import io.geostream.consumer.deadletter.DeadLetters;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.metrics.ConsumerMetrics;
import io.geostream.consumer.metrics.StartupMetrics.Step;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.settings.ConsumerSettings;
import io.geostream.sql.SchemaRefusedException;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first steps of a consumer, to each server in turn; null once a stop is requested. */
final class Startup {

  private static final Logger log = LoggerFactory.getLogger(Startup.class);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

  private final ConsumerSettings settings;
  private final Servers servers;
  private final ConsumerStatus status;
  private final ConsumerMetrics metrics;
  private final Resources resources;
  private final StopSignal stop;

  Startup(
      ConsumerSettings settings,
      Servers servers,
      ConsumerStatus status,
      ConsumerMetrics metrics,
      Resources resources,
      StopSignal stop) {
    this.settings = settings;
    this.servers = servers;
    this.status = status;
    this.metrics = metrics;
    this.resources = resources;
    this.stop = stop;
  }

  /** Brings the schema up to date, or checks it. */
  @Nullable Schema schema(DatabaseSide database)
      throws SQLException, SchemaRefusedException, InterruptedException {
    SchemaProgress progress = resources.add(new SchemaProgress(status::startsWith));
    SchemaStep step = new SchemaStep(database.migrations(), settings.schema(), progress, stop);
    Schema schema = servers.awaitSchema(step, database.pool());
    progress.close();
    if (schema == null) {
      return null;
    }
    status.starts();
    database.prefer(schema.name());
    schema.notes().forEach(note -> status.warn("database", note));
    metrics.startup().reached(Step.DATABASE);
    log.info("database: the schema is in order");
    return schema;
  }

  /** Finds the topics. */
  @Nullable BrokerSide broker(KafkaClients clients, String deadLetterTopic)
      throws InterruptedException {
    String original = settings.common().topic();
    ClientThreads threads = new ClientThreads(status.health(), stop);
    AdminClient admin = servers.awaitAdmin(clients.admin(), threads);
    if (admin == null) {
      return null;
    }
    resources.add(metrics.kafka().of(admin));
    resources.add(() -> admin.close(CLOSE));
    Topics topics = new Topics(admin, BROKER_TIMEOUT);
    DeadLetterTopic letterTopic = new DeadLetterTopic(topics, deadLetterTopic, original);
    BrokerProbe probe = BrokerProbe.of(clients.admin());
    TopicInfo topic =
        servers.awaitTopics(
            topics, original, letterTopic, probe, warning -> status.warn("broker", warning));
    if (topic == null) {
      return null;
    }
    metrics.startup().reached(Step.BROKER);
    log.info("broker: topic {} has {} partitions", original, topic.partitions());
    KafkaProducer<byte[], byte[]> letters =
        servers.awaitClient(
            clients.producer(), own -> threads.watched(() -> new KafkaProducer<>(own)));
    if (letters == null) {
      return null;
    }
    resources.add(metrics.kafka().of(letters));
    resources.add(() -> letters.close(CLOSE)); // workers wait for their letters themselves
    OffsetKey key = new OffsetKey(settings.group(), topic.clusterId(), original, topic.id());
    return new BrokerSide(
        topics,
        topic,
        new OffsetTable(key),
        new DeadLetters(letters, letterTopic, settings.group(), topic));
  }
}
