package io.geostream.consumer;

import io.geostream.common.daemon.ClientThreads;
import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.kafka.Clients;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.deadletter.DeadLetterTopic;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.settings.ConsumerSettings;
import io.geostream.consumer.write.Backoff;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.columnstore.ChunkWidths;
import io.geostream.consumer.write.columnstore.DirectCompressProbe;
import io.geostream.sql.Flavour;
import io.geostream.sql.PolicyWindows;
import io.geostream.sql.SchemaRefusedException;
import io.geostream.sql.SchemaReport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer waits for before it can work. Each wait ends with what was waited for, or with
 * null once a stop is requested; what waiting does not mend is thrown.
 */
final class Servers {

  private static final Duration BROKER_RETRY = Duration.ofSeconds(1);

  private final ConsumerSettings settings;
  private final Outage database;
  private final Outage broker;
  private final Outage presence;
  private final StopSignal stop;

  /**
   * @param presence of the topic
   */
  Servers(
      ConsumerSettings settings, Outage database, Outage broker, Outage presence, StopSignal stop) {
    this.settings = settings;
    this.database = database;
    this.broker = broker;
    this.presence = presence;
    this.stop = stop;
  }

  /** The schema, once the database is there. */
  @Nullable Schema awaitSchema(SchemaStep step, DataSource pool)
      throws SQLException, SchemaRefusedException, InterruptedException {
    Backoff backoff = new Backoff(ThreadLocalRandom.current()::nextDouble);
    for (int failures = 1; !stop.isRequested(); failures++) {
      try {
        Schema schema = readSchema(step, pool);
        database.recovered(this);
        return schema;
      } catch (SQLException e) {
        if (stop.isRequested()) {
          return null;
        }
        if (FaultKind.of(e) == FaultKind.FATAL) {
          throw e;
        }
        database.failed(this, Faults.oneLine(e));
      }
      stop.await(backoff.after(failures));
    }
    return null;
  }

  private Schema readSchema(SchemaStep step, DataSource pool)
      throws SQLException, SchemaRefusedException {
    SchemaReport report = step.run();
    List<String> warnings = new ArrayList<>(report.warnings());
    ChunkWidth width = ChunkWidth.HOUR;
    if (report.flavour() == Flavour.TIMESCALEDB) {
      warnings.addAll(PolicyWindows.read(pool, report.schema()).warnings(settings.maxAge()));
      width = ChunkWidths.read(pool);
    }
    return new Schema(
        report.flavour(), report.schema(), warnings, obstacleToDirectCompress(pool), width);
  }

  /** Looked for only if it matters. */
  private Optional<String> obstacleToDirectCompress(DataSource pool) throws SQLException {
    return switch (settings.writeMode()) {
      case AUTO, DIRECT_COMPRESS -> DirectCompressProbe.probe(pool).obstacle();
      case COPY, INSERT -> Optional.empty();
    };
  }

  /**
   * The first client, once the brokers' names can be resolved.
   *
   * @throws io.geostream.common.kafka.NotKafkaException if one of them is no broker
   */
  @Nullable AdminClient awaitAdmin(Map<String, Object> client, ClientThreads threads)
      throws InterruptedException {
    return await(
        client,
        () -> BrokerProbe.of(client).check(),
        own -> threads.watched(() -> AdminClient.create(own)));
  }

  /** A further client, once the brokers' names can be resolved: they may be lost meanwhile. */
  <C> @Nullable C awaitClient(Map<String, Object> client, Function<Map<String, Object>, C> maker)
      throws InterruptedException {
    return await(client, () -> {}, maker);
  }

  private <C> @Nullable C await(
      Map<String, Object> client, Runnable check, Function<Map<String, Object>, C> maker)
      throws InterruptedException {
    while (!stop.isRequested()) {
      check.run();
      try {
        C made = Clients.make(client, maker);
        broker.gaveUp(this); // the names are there; the first answer ends the outage
        return made;
      } catch (KafkaException e) {
        broker.failed(this, Faults.oneLine(e));
      }
      stop.await(BROKER_RETRY);
    }
    return null;
  }

  /**
   * The topic, once the brokers and the topic are there, and the dead-letter topic, if it exists,
   * is one that keeps letters.
   *
   * @param warnings gets what to know of the dead-letter topic
   */
  @Nullable TopicInfo awaitTopics(
      Topics topics,
      String topic,
      DeadLetterTopic letters,
      BrokerProbe probe,
      Consumer<String> warnings)
      throws InterruptedException {
    while (!stop.isRequested()) {
      try {
        TopicInfo info = topics.describe(topic);
        if (info != null) {
          letters.check().forEach(warnings);
          broker.recovered(this);
          presence.recovered(this);
          return info;
        }
        broker.recovered(this);
        presence.failed(this, topic + " does not exist yet");
      } catch (KafkaException e) {
        if (e instanceof AuthenticationException || FaultKind.of(e) == FaultKind.FATAL) {
          throw e;
        }
        broker.failed(this, probe.explain(e));
      }
      stop.await(BROKER_RETRY);
    }
    return null;
  }
}
