package io.geostream.benchmark;

import io.geostream.benchmark.contender.Peers;
import io.geostream.benchmark.measure.Statistics;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.ResultFiles;
import io.geostream.benchmark.report.TextTable;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Two producers in turn, each into a topic of its own. The rate of both is read off the log: the
 * broker notes when it appended a batch, so that no program's start or end counts, and neither
 * measures itself.
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
  private int run;

  ProducerRace(long readings, int rounds, Map<String, String> environment, PrintStream out) {
    this.readings = readings;
    this.rounds = rounds;
    this.environment = environment;
    this.out = out;
  }

  /** What is written; its components are the fields of the JSON. Rates in records a second. */
  private record Result(
      String at,
      Machine machine,
      String kafka,
      long readings,
      double geostream,
      double perfTest,
      List<Double> geostreamRuns,
      List<Double> perfTestRuns) {}

  /** Starts a producer. */
  private interface Start {
    ChildProcess of(Addresses addresses, long count);
  }

  void run() throws SQLException, IOException, ExecutionException, InterruptedException {
    String at = Clock.systemUTC().instant().toString();
    Peers peers = Peers.besideProgram();
    try (Stage stage = Stage.set(environment)) {
      out.println("Kafka " + KafkaVersion.current() + "; " + Machine.ofThis().describe());
      Start ours = (addresses, count) -> geostream(stage, addresses, count);
      Path payloads = payloads(stage, ours);
      Path client = Files.writeString(stage.folder().resolve("client.properties"), CLIENT_SETTINGS);
      Start theirs =
          (addresses, count) -> perfTest(peers, stage, addresses, count, payloads, client);
      rate(stage, theirs); // the broker gets warm
      List<Double> geostream = new ArrayList<>();
      List<Double> perfTest = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        geostream.add(rate(stage, ours));
        perfTest.add(rate(stage, theirs));
      }
      tell(
          new Result(
              at,
              Machine.ofThis(),
              KafkaVersion.current(),
              readings,
              Statistics.median(geostream),
              Statistics.median(perfTest),
              geostream,
              perfTest));
    }
  }

  /** Some readings of producer.jar, one a line. */
  private Path payloads(Stage stage, Start ours)
      throws IOException, ExecutionException, InterruptedException {
    Addresses addresses = topic(stage);
    Exits.requireSuccess(ours.of(addresses, PAYLOADS), LONGEST);
    try (TopicLog log = new TopicLog(addresses, PARTITIONS)) {
      return Files.write(stage.folder().resolve("payloads"), log.values(PAYLOADS));
    }
  }

  private double rate(Stage stage, Start start) throws ExecutionException, InterruptedException {
    Addresses addresses = topic(stage);
    try (TopicLog log = new TopicLog(addresses, PARTITIONS)) {
      log.stampAtAppend();
      Exits.requireSuccess(start.of(addresses, readings), LONGEST);
      if (log.records() != readings) {
        throw new BenchmarkException(
            "%s holds %d records where %d belong"
                .formatted(addresses.topic(), log.records(), readings));
      }
      double rate = log.recordsPerSecond();
      out.printf("%s: %s records/s%n", addresses.topic(), Figures.whole(rate));
      return rate;
    } finally {
      stage.deleteTopic(addresses.topic());
    }
  }

  private Addresses topic(Stage stage) {
    Addresses addresses = stage.addresses("producer-" + ++run);
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

  private void tell(Result result) throws IOException {
    TextTable table = new TextTable("producer", "records/s");
    table.add(List.of("geostream", Figures.whole(result.geostream())));
    table.add(List.of("kafka-producer-perf-test", Figures.whole(result.perfTest())));
    out.println();
    table.lines().forEach(out::println);
    out.println();
    out.println(
        "geostream ÷ kafka-producer-perf-test = "
            + Figures.ratio(result.geostream(), result.perfTest()));
    out.println(ResultFiles.besideProgram().json("producer", result));
  }
}
