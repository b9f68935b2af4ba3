package io.geostream.consumer;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.mapping.Mapping;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.database.TargetTable;
import io.geostream.consumer.deadletter.DeadLetterTopic;
import io.geostream.consumer.deadletter.DeadLetters;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.metrics.StartupMetrics.Step;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.offsets.PositionLoader;
import io.geostream.consumer.settings.ConsumerSettings;
import io.geostream.consumer.worker.EndOffsets;
import io.geostream.consumer.write.Backoff;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.columnstore.ChunkWidths;
import io.geostream.sql.LateRows;
import io.geostream.sql.SchemaRefusedException;
import io.geostream.sql.SchemaReport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first steps of a consumer, to each server in turn. Each waits for its server, and gives null
 * once a stop is requested; what waiting does not mend is thrown.
 */
final class Startup {

  private static final Logger log = LoggerFactory.getLogger(Startup.class);
  private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration BROKER_RETRY = Duration.ofSeconds(1);

  private final ConsumerSettings settings;
  private final Mapping mapping;
  private final ConsumerStatus status;
  private final StopSignal stop;

  Startup(ConsumerSettings settings, Mapping mapping, ConsumerStatus status, StopSignal stop) {
    this.settings = settings;
    this.mapping = mapping;
    this.status = status;
    this.stop = stop;
  }

  /** Brings the schema up to date, or checks it. */
  @Nullable Schema schema(DatabaseSide database)
      throws SQLException, SchemaRefusedException, InterruptedException {
    Schema schema = awaitSchema(database);
    if (schema != null) {
      status.starts();
      schema.notes().forEach(note -> status.warn("database", note));
      status.metrics().startup().reached(Step.DATABASE);
      log.info("database: the schema is in order");
    }
    return schema;
  }

  private @Nullable Schema awaitSchema(DatabaseSide database)
      throws SQLException, SchemaRefusedException, InterruptedException {
    SchemaStep step =
        new SchemaStep(database.migrations(), mapping, settings.schema(), status::startsWith, stop);
    Backoff backoff = new Backoff(ThreadLocalRandom.current()::nextDouble);
    for (int failures = 1; !stop.isRequested(); failures++) {
      try {
        Schema schema = read(step.run(), database.pool());
        status.database().recovered(this);
        return schema;
      } catch (SQLException e) {
        if (stop.isRequested()) {
          return null;
        }
        if (FaultKind.of(e) == FaultKind.FATAL) {
          throw e;
        }
        status.database().failed(this, Faults.oneLine(e));
      }
      stop.await(backoff.after(failures));
    }
    return null;
  }

  private Schema read(SchemaReport report, DataSource pool) throws SQLException {
    List<String> notes = new ArrayList<>(report.warnings());
    TargetTable target = TargetTable.of(mapping, report.table());
    ChunkWidth width = ChunkWidth.HOUR;
    if (report.hypertable()) {
      width = ChunkWidths.read(pool, target);
    } else {
      notes.add(0, plainTable(report));
    }
    notes.addAll(LateRows.warnings(pool, report, settings.maxAge()));
    return new Schema(
        report.schema(),
        target,
        report.hypertable(),
        notes,
        WriteModeChoice.of(settings.writeMode(), pool, target, width),
        width);
  }

  private static String plainTable(SchemaReport report) {
    return report.builtIn()
        ? "plain PostgreSQL: no hypertable, no columnstore, no policies; the aggregates are views"
        : report.table() + " is a plain table: no chunks, no columnstore, no policies";
  }

  /** Finds the topics. */
  @Nullable BrokerSide broker(KafkaClients clients, Schema schema, String deadLetterTopic)
      throws InterruptedException {
    AdminClient admin = clients.admin();
    if (admin == null) {
      return null;
    }
    String original = settings.common().topic();
    Topics topics = new Topics(admin, BROKER_TIMEOUT);
    DeadLetterTopic letterTopic = new DeadLetterTopic(topics, deadLetterTopic, original);
    TopicInfo topic = awaitTopics(topics, original, letterTopic, clients.probe());
    if (topic == null) {
      return null;
    }
    status.metrics().startup().reached(Step.BROKER);
    log.info("broker: topic {} has {} partitions", original, topic.partitions());
    KafkaProducer<byte[], byte[]> letters = clients.producer();
    if (letters == null) {
      return null;
    }
    OffsetTable offsets =
        new OffsetTable(
            new OffsetKey(settings.group(), topic.clusterId(), original, topic.id()),
            schema.name(),
            schema.target());
    return new BrokerSide(
        topics,
        topic,
        offsets,
        new PositionLoader(offsets, topics, settings.start()),
        new DeadLetters(letters, letterTopic, settings.group(), topic),
        new EndOffsets());
  }

  /**
   * The topic, once it is there and the dead-letter topic, if it exists, is one that keeps letters.
   */
  private @Nullable TopicInfo awaitTopics(
      Topics topics, String topic, DeadLetterTopic letters, BrokerProbe probe)
      throws InterruptedException {
    while (!stop.isRequested()) {
      try {
        TopicInfo info = topics.describe(topic);
        if (info != null) {
          letters.check().forEach(warning -> status.warn("broker", warning));
          status.broker().recovered(this);
          status.topic().recovered(this);
          return info;
        }
        status.broker().recovered(this);
        status.topic().failed(this, topic + " does not exist yet");
      } catch (KafkaException e) {
        if (e instanceof AuthenticationException || FaultKind.of(e) == FaultKind.FATAL) {
          throw e;
        }
        status.broker().failed(this, probe.explain(e));
      }
      stop.await(BROKER_RETRY);
    }
    return null;
  }
}
