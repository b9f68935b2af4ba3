package io.geostream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kafka broker of one node (KRaft) in a process of its own, on free ports of 127.0.0.1. Topics
 * are not created by themselves. Its log is {@code broker.log}, by default in its folder.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final Duration CLOSE = Duration.ofSeconds(4);

  private final OwnFolder folder;
  private final KafkaNode node;
  private final List<String> arguments;
  private final Path logFolder;
  private ChildProcess process;

  private KafkaBroker(OwnFolder folder, KafkaNode node, List<String> arguments, Path logFolder) {
    this.folder = folder;
    this.node = node;
    this.arguments = arguments;
    this.logFolder = logFolder;
    this.process = startProcess();
  }

  /**
   * Starts a broker and waits until it serves clients.
   *
   * @param folder an existing folder; the broker makes one of its own in it
   * @throws StackException when it does not come up within 60 s, with the last lines of its log
   */
  public static KafkaBroker start(Path folder) {
    OwnFolder own = OwnFolder.in(folder, "kafka");
    return start(own, Map.of(), own.path());
  }

  /**
   * Starts a broker whose log is in the folder given, beside its own, and stays when it is closed.
   * One broker a folder: a second would write into the same log.
   *
   * @param settings added to the usual ones, or replacing them, as in a server.properties
   * @throws StackException as above; also for a setting that the broker refuses
   */
  public static KafkaBroker startKeepingLog(Path folder, Map<String, String> settings) {
    return start(OwnFolder.in(folder, "kafka"), settings, folder);
  }

  private static KafkaBroker start(OwnFolder own, Map<String, String> settings, Path logFolder) {
    KafkaBroker broker = launch(own, KafkaNode.alone(settings), logFolder);
    broker.awaitReady();
    return broker;
  }

  /** Starts a broker and does not wait for it: the nodes of a cluster wait for each other. */
  static KafkaBroker launch(OwnFolder own, KafkaNode node, Path logFolder) {
    Path data = own.path().resolve("data");
    Path properties = own.path().resolve("server.properties");
    try {
      Files.writeString(
          properties,
          KafkaBrokerSettings.of(node.port(), node.controllerPort(), data, node.settings()));
      return new KafkaBroker(
          own, node, List.of(properties.toString(), data.toString(), node.clusterId()), logFolder);
    } catch (IOException e) {
      own.close();
      throw new UncheckedIOException("cannot write " + properties + ": " + e.getMessage(), e);
    }
  }

  /** Where clients connect: {@code 127.0.0.1:port}, of each node of its cluster. */
  public String bootstrapServers() {
    return node.bootstrapServers();
  }

  /**
   * Makes a topic of as many replicas as there are nodes, and returns once each of its partitions
   * takes records.
   */
  public void createTopic(String name, int partitions) {
    new KafkaTopics(bootstrapServers()).create(name, partitions);
  }

  /**
   * How many records a topic holds, transaction markers included, if none was deleted. A topic that
   * does not exist holds none.
   */
  public long records(String topic) {
    return new KafkaTopics(bootstrapServers()).records(topic);
  }

  /** Whether its process runs or is frozen. */
  public synchronized boolean isAlive() {
    return process.isAlive();
  }

  /** The id of its process; another one after {@link #restart()}. */
  public synchronized long pid() {
    return process.pid();
  }

  /** The last lines of its log. */
  public synchronized String logEnd() {
    return process.logEnd();
  }

  /** Ends it at once (SIGKILL). */
  public synchronized void kill() {
    process.kill();
  }

  /** Stops it in order (SIGTERM), within 20 s; after that it is killed. */
  public synchronized void stop() {
    process.stop(STOP);
  }

  /**
   * Starts it again on the same port and data, after stopping it in order if it runs, and waits
   * until it serves clients.
   */
  public synchronized void restart() {
    stop();
    process = startProcess();
    awaitReady();
  }

  /** Freezes it (SIGSTOP): connections stay open, and nothing answers. */
  public synchronized void freeze() {
    process.freeze();
  }

  /** Resumes it (SIGCONT). */
  public synchronized void thaw() {
    process.thaw();
  }

  /** Stops it in order within 4 s, else kills it, and removes its folder. */
  @Override
  public synchronized void close() {
    process.stop(CLOSE);
    folder.close();
  }

  private ChildProcess startProcess() {
    return ChildJvm.startMain(
        node.name(),
        KafkaBrokerMain.class,
        List.of(
            "-Xms128m",
            "-Xmx512m",
            "-Dlogback.configurationFile=io/geostream/stack/broker-logback.xml"),
        arguments,
        Map.of(),
        logFolder);
  }

  /** Waits until it serves clients; closes it if it does not. */
  void awaitReady() {
    Optional<String> failure = KafkaReadiness.await(node.port(), process, START);
    if (failure.isPresent()) {
      String log = process.logEnd();
      close();
      throw StackException.withLog("the Kafka broker " + failure.get(), log);
    }
  }
}
