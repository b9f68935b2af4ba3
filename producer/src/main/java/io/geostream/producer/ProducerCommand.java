package io.geostream.producer;

import io.geostream.common.daemon.ClientThreads;
import io.geostream.common.daemon.Daemon;
import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Logging;
import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.daemon.Version;
import io.geostream.common.http.Health;
import io.geostream.common.http.OperationsServer;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.metrics.KafkaMetrics;
import io.geostream.common.metrics.ProgramMetrics;
import io.geostream.common.settings.CommandLineFactory;
import io.geostream.common.settings.CommonSettings;
import io.geostream.common.settings.HttpSettings.Address;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.common.settings.MappingSettings;
import io.geostream.producer.kafka.KafkaClients;
import io.geostream.producer.kafka.ProgressWatch;
import io.geostream.producer.kafka.Publisher;
import io.geostream.producer.kafka.PublisherSettings;
import io.geostream.producer.kafka.Tally;
import io.geostream.producer.kafka.TopicSetup;
import io.geostream.producer.replay.ReplaySource;
import io.geostream.producer.station.StationSource;
import io.geostream.producer.station.WeatherClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program {@code producer}: puts its parts together and watches over them. */
@Command(
    name = "producer",
    description =
        "Publishes made-up weather readings, or the messages of a file, to Kafka until stopped.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class ProducerCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(ProducerCommand.class);
  private static final int DEFAULT_PORT = 8001;
  private static final Duration BROKER_RETRY = Duration.ofSeconds(1);

  @Mixin private final ProducerOptions options = new ProducerOptions();
  @Mixin private final MappingSettings mapping = new MappingSettings();
  @Mixin private final CommonSettings common = new CommonSettings();

  /** Runs the program. */
  public static void main(String[] args) {
    System.exit(CommandLineFactory.create(new ProducerCommand(), System.getenv()).execute(args));
  }

  @Override
  public Integer call() {
    options.check(mapping);
    Logging.configure(common.logging());
    return Daemon.run(this::run);
  }

  private void run(StopSignal stop, Resources resources) throws InterruptedException {
    String topic = common.topic();
    KafkaSettings kafka = common.kafka();
    PublisherSettings.check(kafka);
    MessageSource source = source();
    Health health = new Health();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    resources.add(new ProgramMetrics(registry, "producer", Version.of(ProducerCommand.class)));
    ProducerMetrics metrics = new ProducerMetrics(registry, options.rate());
    Outage broker = new Outage("broker", System::nanoTime);
    metrics.tell(broker);
    Tally tally = new Tally();
    metrics.tell(tally);
    serveOperations(resources, registry, health);
    health.ready("broker", broker::problem);
    KafkaClients clients = awaitClients(kafka, broker, new ClientThreads(health, stop), stop);
    if (clients == null) {
      return;
    }
    resources.add(clients);
    followKafka(clients, registry, resources);

    TopicSetup setup =
        new TopicSetup(
            clients.admin(),
            topic,
            options.partitions(),
            options.replicationFactor(),
            broker,
            BrokerProbe.of(PublisherSettings.admin(kafka)));
    Publisher publisher =
        resources.add(
            new Publisher(
                clients.producer(),
                topic,
                stop,
                tally,
                metrics.acknowledgements(),
                System::nanoTime));
    Pacer pacer =
        new Pacer(options.rate(), System::nanoTime, nanos -> stop.await(Duration.ofNanos(nanos)));
    Pump pump = resources.add(new Pump(setup, source, pacer, publisher, options.count(), stop));
    health.live("pump", pump::notLive);
    health.ready("topic", pump::notReady);

    log.info(
        "publishing to topic {} at {}, {}",
        topic,
        kafka.bootstrapServers(),
        options.rate() == 0 ? "as fast as it can" : options.rate() + " messages/s");
    pump.start();
    ProgressWatch progress = new ProgressWatch(publisher, broker);
    while (!stop.await(ProgressWatch.PERIOD)) {
      progress.look();
    }
    resources.close();
    log.info("{}", tally);
  }

  /** The clients, once the brokers' names can be resolved; null once a stop is requested. */
  private static @Nullable KafkaClients awaitClients(
      KafkaSettings kafka, Outage broker, ClientThreads threads, StopSignal stop)
      throws InterruptedException {
    do {
      try {
        KafkaClients clients = KafkaClients.create(kafka, threads);
        broker.gaveUp(kafka); // the next request finds out whether the brokers are back
        return clients;
      } catch (KafkaException e) {
        broker.failed(kafka, Faults.oneLine(e));
      }
    } while (!stop.await(BROKER_RETRY));
    return null;
  }

  private static void followKafka(
      KafkaClients clients, PrometheusMeterRegistry registry, Resources resources) {
    KafkaMetrics kafka = resources.add(new KafkaMetrics(registry));
    resources.add(kafka.of(clients.admin()));
    resources.add(kafka.of(clients.producer()));
  }

  private MessageSource source() {
    String replay = options.replay();
    if (replay != null) {
      return ReplaySource.open(replay, System.in, options.csv(), mapping.mapping());
    }
    LongSupplier wallClock = ProducerCommand::epochMicros;
    Long given = options.seed();
    long seed = given != null ? given : new SecureRandom().nextLong();
    log.info("{} stations, --seed {}", options.locations(), seed);
    WeatherClock weatherClock =
        given != null ? WeatherClock.simulated(seed) : WeatherClock.real(wallClock);
    return new StationSource(options.locations(), seed, weatherClock, wallClock);
  }

  private void serveOperations(
      Resources resources, PrometheusMeterRegistry registry, Health health) {
    Address address = common.http().address(DEFAULT_PORT);
    OperationsServer server =
        resources.add(OperationsServer.start(address, registry::scrape, health));
    log.info("metrics and health on http://{}:{}", address.host(), server.port());
  }

  private static long epochMicros() {
    Instant now = Clock.systemUTC().instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
