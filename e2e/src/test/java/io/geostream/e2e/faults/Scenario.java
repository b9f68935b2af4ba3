package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.Database;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.KafkaCluster;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/**
 * What one run of a scenario has: its random choices, its size, the folder of its logs, and the
 * count of what it did.
 */
final class Scenario {

  private final String name;
  private final long seed;
  private final int scale;
  private final Path folder;
  private final Tally.Line tally;
  private final Random random;

  Scenario(String name, long seed, int scale, Path folder, Tally.Line tally) {
    this.name = name;
    this.seed = seed;
    this.scale = scale;
    this.folder = folder;
    this.tally = tally;
    this.random = new Random(seed);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  /** A part of it, whose logs are in a folder of their own. */
  Scenario part(String itsName) {
    return new Scenario(name + "." + itsName, seed, scale, folder.resolve(itsName), tally);
  }

  long seed() {
    return seed;
  }

  /** 1 where it has to be short, more where there is time. */
  int scale() {
    return scale;
  }

  /** A number of readings or repetitions, for a scale of 1, at the scale of this run. */
  int scaled(int atScaleOne) {
    return Math.multiplyExact(atScaleOne, scale);
  }

  /** The source of all random choices. */
  Random random() {
    return random;
  }

  /** Where the logs of programs and brokers go; it stays after the run. */
  Path folder() {
    return folder;
  }

  /** Notes that something was broken. */
  void injected() {
    tally.fault();
  }

  /**
   * Notes that records were sent, or the table was changed, so that something is wrong with the
   * data: nothing that makes a dead letter come twice.
   */
  void injectedIntoData() {
    tally.faultOfData();
  }

  /** Counts the readings that went through, and how long the consumer needed after each outage. */
  Tally.Line tally() {
    return tally;
  }

  /** A topic and a database of its own on the servers that all share. */
  Pipeline pipeline(int partitions) {
    return pipeline(SharedStack.broker(), SharedStack.freshDatabase(), partitions);
  }

  /** A topic of its own on the broker that all share, and a server to break. */
  Pipeline pipeline(OwnServer server, int partitions) {
    return pipeline(SharedStack.broker(), server.database(), partitions);
  }

  /** A broker to break; its log stays with those of the programs. */
  KafkaBroker broker() {
    return broker(Map.of());
  }

  /** The same with settings of its own. */
  KafkaBroker broker(Map<String, String> settings) {
    return KafkaBroker.startKeepingLog(folder, settings);
  }

  /** Three brokers to break; their logs stay, too. */
  KafkaCluster cluster() {
    return KafkaCluster.startKeepingLogs(folder, Map.of());
  }

  /** A topic of its own on this broker, and this database; the group is called as the topic. */
  Pipeline pipeline(KafkaBroker broker, Database database, int partitions) {
    return pipelineWithoutTopic(broker, database).withPartitions(partitions);
  }

  /** The same where the topic is not made yet. */
  Pipeline pipelineWithoutTopic(KafkaBroker broker, Database database) {
    String topic = SharedStack.freshTopic();
    return Pipeline.of(broker, topic, database, folder, "--group", topic);
  }

  /** Lets time pass, a random while between the two: faults come at any moment. */
  void pass(Duration atLeast, Duration atMost) {
    long spread = Math.max(1, atMost.minus(atLeast).toMillis());
    pass(atLeast.plusMillis((long) (random.nextDouble() * spread)));
  }

  /** Lets time pass. */
  static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(60)).until(() -> true);
  }
}
