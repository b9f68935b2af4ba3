package io.geostream.benchmark;

import io.geostream.benchmark.contender.Peers;
import io.geostream.benchmark.measure.Consumption;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.ResultFiles;
import io.geostream.benchmark.stage.Addresses;
import io.geostream.benchmark.stage.KafkaVersion;
import io.geostream.benchmark.stage.Stage;
import io.geostream.benchmark.stage.TopicLog;
import io.geostream.stack.ChildProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Two producers in turn, each into a topic of its own, with the same client settings, heap and
 * number of records. The rate of both is read off the log: the broker notes when it appended a
 * batch, so that no program's start or end counts, and neither measures itself.
 *
 * <p>What differs, since kafka-producer-perf-test cannot do it: it sends no keys, so that it fills
 * one partition's batch at a time, while ours fills all at once; it makes nothing, but sends one of
 * the same readings again and again.
 */
final class ProducerRace {

  private static final String PERF_TEST = "org.apache.kafka.tools.ProducerPerformance";
  private static final int PARTITIONS = 6;
  private static final int PAYLOADS = 100_000;
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final List<String> HEAP = List.of("-Xmx512m");

  /** What producer.jar sets its client to; a change there belongs here too. */
  private static final String CLIENT_SETTINGS =
      """
      compression.type=snappy
      batch.size=131072
      linger.ms=10
      max.in.flight.requests.per.connection=5
      buffer.memory=33554432
      enable.idempotence=true
      acks=all
      """;

  private final long readings;
  private final int rounds;
  private final Map<String, String> environment;
  private final PrintStream out;
  private int topics;

  ProducerRace(long readings, int rounds, Map<String, String> environment, PrintStream out) {
    this.readings = readings;
    this.rounds = rounds;
    this.environment = environment;
    this.out = out;
  }

  /** Starts a producer. */
  private interface Start {
    ChildProcess of(Addresses addresses, long count);
  }

  private record Contender(String name, Start start) {}

  void run() throws SQLException, IOException, ExecutionException, InterruptedException {
    String at = Clock.systemUTC().instant().toString();
    Peers peers = Peers.besideProgram();
    try (Stage stage = Stage.set(environment)) {
      out.println("Kafka " + KafkaVersion.current() + "; " + Machine.ofThis().describe());
      Contender ours =
          new Contender("geostream", (addresses, count) -> geostream(stage, addresses, count));
      Path payloads = payloads(stage, ours);
      Path client = Files.writeString(stage.folder().resolve("client.properties"), CLIENT_SETTINGS);
      Contender theirs =
          new Contender(
              "kafka-producer-perf-test",
              (addresses, count) -> perfTest(peers, stage, addresses, count, payloads, client));
      List<Contender> contenders = List.of(ours, theirs);
      for (Contender contender : contenders) { // the broker gets warm, for each one's requests
        out.println("warm-up");
        var unused = run(stage, contender);
      }
      Map<String, List<ProducerRaceRun>> runs = new LinkedHashMap<>();
      for (int round = 1; round <= rounds; round++) {
        for (Contender contender : Rounds.order(contenders, round)) {
          runs.computeIfAbsent(contender.name(), name -> new ArrayList<>())
              .add(run(stage, contender));
        }
      }
      tell(
          ProducerRaceResult.of(
              at, Machine.ofThis(), KafkaVersion.current(), readings, ours.name(), runs));
    }
  }

  /** Some readings of producer.jar, one a line. */
  private Path payloads(Stage stage, Contender ours)
      throws IOException, ExecutionException, InterruptedException {
    Addresses addresses = topic(stage);
    Exits.requireSuccess(ours.start().of(addresses, PAYLOADS), LONGEST);
    try (TopicLog log = new TopicLog(addresses, PARTITIONS)) {
      return Files.write(stage.folder().resolve("payloads"), log.values(PAYLOADS));
    }
  }

  private ProducerRaceRun run(Stage stage, Contender contender)
      throws ExecutionException, InterruptedException {
    Addresses addresses = topic(stage);
    try (TopicLog log = new TopicLog(addresses, PARTITIONS)) {
      log.stampAtAppend();
      // All that a process has used, its start included: the kernel reports it when it has ended.
      Consumption client = Consumption.ofEndedChildren();
      Consumption broker = stage.brokerTime();
      long clientBefore = client.micros();
      long brokerBefore = broker.micros();
      Exits.requireSuccess(contender.start().of(addresses, readings), LONGEST);
      ProducerRaceRun run =
          new ProducerRaceRun(
              recordsPerSecond(log, addresses),
              (client.micros() - clientBefore) / (double) readings,
              (broker.micros() - brokerBefore) / (double) readings);
      out.println(contender.name() + ": " + run);
      return run;
    } finally {
      stage.deleteTopic(addresses.topic());
    }
  }

  private double recordsPerSecond(TopicLog log, Addresses addresses)
      throws ExecutionException, InterruptedException {
    if (log.records() != readings) {
      throw new BenchmarkException(
          String.format(
              Locale.ROOT,
              "%s holds %d records where %d belong",
              addresses.topic(),
              log.records(),
              readings));
    }
    return log.recordsPerSecond();
  }

  private Addresses topic(Stage stage) {
    Addresses addresses = stage.addresses("producer-" + ++topics);
    stage.createTopic(addresses.topic(), PARTITIONS);
    return addresses;
  }

  private ChildProcess geostream(Stage stage, Addresses addresses, long count) {
    List<String> flags = new ArrayList<>(addresses.brokerFlags());
    flags.addAll(List.of("--http-port", "0", "--rate", "0", "--count", Long.toString(count)));
    return stage
        .producer()
        .start(addresses.topic(), HEAP, flags, Map.of(), environment, stage.folder());
  }

  private static ChildProcess perfTest(
      Peers peers, Stage stage, Addresses addresses, long count, Path payloads, Path client) {
    return peers.startKafka(
        addresses.topic(),
        PERF_TEST,
        HEAP,
        List.of(
            "--bootstrap-server", addresses.bootstrapServers(),
            "--topic", addresses.topic(),
            "--num-records", Long.toString(count),
            "--throughput", "-1",
            "--payload-file", payloads.toString(),
            "--command-config", client.toString()),
        stage.folder());
  }

  private void tell(ProducerRaceResult result) throws IOException {
    out.println();
    result.table().lines().forEach(out::println);
    out.println();
    result.ratios().forEach(out::println);
    out.println(ResultFiles.besideProgram().json("producer", result));
  }
}
