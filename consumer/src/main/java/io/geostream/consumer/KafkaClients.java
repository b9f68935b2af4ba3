package io.geostream.consumer;

import io.geostream.common.daemon.ClientThreads;
import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.kafka.Clients;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.consumer.kafka.ClientSettings;
import io.geostream.consumer.kafka.FetchBytes;
import io.geostream.consumer.kafka.MetadataNews;
import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.worker.Worker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the Kafka clients, each once the brokers' names can be resolved, or null once a stop is
 * requested. All settings are checked at once.
 */
final class KafkaClients {

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final FetchBytes fetch;
  private final Map<String, Object> consumer;
  private final Map<String, Object> producer;
  private final Map<String, Object> admin;
  private final ConsumerStatus status;
  private final Resources resources;
  private final StopSignal stop;
  private final ClientThreads threads;

  /**
   * @param workers how many share the heap
   * @throws io.geostream.common.settings.SettingException if a setting cannot be used
   */
  KafkaClients(
      KafkaSettings kafka,
      String group,
      int workers,
      ConsumerStatus status,
      Resources resources,
      StopSignal stop) {
    this.fetch = FetchBytes.of(Runtime.getRuntime().maxMemory(), workers);
    this.consumer = ClientSettings.consumer(kafka, group, fetch);
    this.producer = ClientSettings.deadLetterProducer(kafka);
    this.admin = ClientSettings.admin(kafka);
    this.status = status;
    this.resources = resources;
    this.stop = stop;
    this.threads = new ClientThreads(status.health(), stop);
  }

  /** The most bytes that a worker's poll may bring. */
  int pollBytes() {
    return fetch.answer();
  }

  /** Looks at the brokers without a client. */
  BrokerProbe probe() {
    return BrokerProbe.of(admin);
  }

  /**
   * The client that asks about topics, closed with the daemon.
   *
   * @throws io.geostream.common.kafka.NotKafkaException if one of the servers is no broker
   */
  @Nullable AdminClient admin() throws InterruptedException {
    AdminClient made =
        await(admin, () -> probe().check(), own -> threads.watched(() -> AdminClient.create(own)));
    if (made != null) {
      resources.add(status.metrics().kafka().of(made));
      resources.add(() -> made.close(CLOSE));
    }
    return made;
  }

  /** The producer of dead letters, closed with the daemon: workers wait for their letters. */
  @Nullable KafkaProducer<byte[], byte[]> producer() throws InterruptedException {
    KafkaProducer<byte[], byte[]> made =
        await(producer, () -> {}, own -> threads.watched(() -> new KafkaProducer<>(own)));
    if (made != null) {
      resources.add(status.metrics().kafka().of(made));
      resources.add(() -> made.close(CLOSE));
    }
    return made;
  }

  /** A worker's consumer, closed by the worker. */
  Worker.@Nullable Client consumer(int member) throws InterruptedException {
    PolledBytes polled = new PolledBytes();
    MetadataNews news = new MetadataNews(polled.values());
    KafkaConsumer<byte[], byte[]> made =
        await(
            settings(consumer, member),
            () -> {},
            own -> new KafkaConsumer<>(own, polled.keys(), news));
    if (made == null) {
      return null;
    }
    resources.add(status.metrics().kafka().of(made));
    return new Worker.Client(made, news, polled);
  }

  /** What has to differ between the members of one process carries the member's number. */
  private static Map<String, Object> settings(Map<String, Object> kafka, int member) {
    Map<String, Object> own = new HashMap<>(kafka);
    for (String id :
        List.of(ConsumerConfig.CLIENT_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)) {
      own.computeIfPresent(id, (key, value) -> value + "-" + member);
    }
    return own;
  }

  /**
   * A client; the names may be lost between one and the next.
   *
   * @param check is run before each attempt
   */
  <C> @Nullable C await(
      Map<String, Object> settings, Runnable check, Function<Map<String, Object>, C> maker)
      throws InterruptedException {
    while (!stop.isRequested()) {
      check.run();
      try {
        C made = Clients.make(settings, maker);
        status.broker().gaveUp(this); // the names are there; the first answer ends the outage
        return made;
      } catch (KafkaException e) {
        status.broker().failed(this, Faults.oneLine(e));
      }
      stop.await(RETRY);
    }
    return null;
  }
}
