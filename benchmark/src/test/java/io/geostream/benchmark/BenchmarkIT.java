package io.geostream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import io.geostream.stack.testing.SkippedTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmark as a user runs it, on little. It proves nothing of speed. */
@RequiresTimescaleDb
@Execution(ExecutionMode.CONCURRENT)
class BenchmarkIT {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Duration END = Duration.ofMinutes(3);
  private static final List<String> CONTENDERS =
      List.of(
          "tutorial:500",
          "jdbc-batch:500",
          "jdbc-batch-rewritten",
          "geostream-copy:1000",
          "geostream-direct-compress",
          "kafka-alone",
          "limit-copy:1000",
          "limit-direct-compress:5000");

  /** Most of what runs here are starts of JVMs. */
  private static final String QUICK = "-J-XX:TieredStopAtLevel=1";

  @TempDir private Path folder;

  @BeforeAll
  static void needsAServerOfThisMachine() {
    String found = SharedStack.database().description();
    if (!found.startsWith("native ")) {
      SkippedTests.skipThisOne("measures a server that is installed here, and found: " + found);
    }
  }

  @Test
  void bringsEachReadingOverOnceWithEachContenderAndReports() throws IOException {
    String output =
        run(
            "drain",
            "--readings=20000",
            "--rounds=1",
            "--name=smoke",
            QUICK,
            "--contenders=" + String.join(",", CONTENDERS));

    assertThat(output).contains(CONTENDERS).contains("geostream-copy ÷ limit-copy = ");
    JsonNode result = result("smoke");
    assertThat(result.at("/settings/readings").longValue()).isEqualTo(20_000);
    assertThat(result.at("/machine/cores").intValue()).isPositive();
    assertThat(result.at("/database").textValue()).contains("TimescaleDB");
    Set<String> names = new TreeSet<>();
    for (JsonNode contender : result.get("contenders")) {
      names.add(contender.get("name").textValue());
      JsonNode run = contender.at("/runs/0");
      assertThat(run.get("rows").longValue())
          .as(contender.toString())
          .isEqualTo(contender.get("name").textValue().equals("tutorial:500") ? 500 : 20_000);
      assertThat(run.get("commits").intValue()).as(contender.toString()).isPositive();
      assertThat(run.at("/processorMicrosInAll/client").doubleValue())
          .as(contender.toString())
          .isPositive();
      if (!contender.get("name").textValue().equals("kafka-alone")) { // it writes no rows
        assertThat(run.at("/processorMicrosInAll/database").doubleValue())
            .as(contender.toString())
            .isPositive();
      }
      assertThat(run.at("/memory/peak").doubleValue()).as(contender.toString()).isPositive();
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(CONTENDERS);
    assertThat(Files.readString(TARGET.resolve("results/smoke.svg")))
        .startsWith("<svg")
        .contains("geostream-copy:1000", "A backlog of 20,000 readings");
  }

  @ParameterizedTest
  @CsvSource({"nested, geostream-copy, 2000", "upsert, geostream-auto, 1800"})
  void bringsOtherMessagesOver(String messages, String contender, long rows) throws IOException {
    run(
        "drain",
        "--messages=" + messages,
        "--readings=2000",
        "--rounds=1",
        "--name=" + messages,
        QUICK,
        "--contenders=" + contender);

    JsonNode result = result(messages);
    assertThat(result.at("/settings/messages").textValue()).isEqualTo(messages);
    assertThat(result.at("/contenders/0/runs/0/rows").longValue()).isEqualTo(rows);
  }

  @Test
  void tellsHowLongAReadingIsUnderWay() throws IOException {
    String output =
        run(
            "latency",
            "--rate-per-second=500",
            "--warm-up-seconds=1",
            "--seconds=1",
            "--rounds=1",
            QUICK,
            "--contenders=geostream-auto,geostream-direct-compress,jdbc-batch-rewritten");

    assertThat(output).contains("geostream-auto ÷ jdbc-batch-rewritten = ", " at p50", " at p99");
    for (JsonNode contender : result("latency").get("contenders")) {
      JsonNode median = contender.get("median");
      assertThat(median.get("rows").longValue()).as(contender.toString()).isEqualTo(500);
      assertThat(median.get("p50").doubleValue()).as(contender.toString()).isPositive();
    }
  }

  @Test
  void tellsTheRoomOfAReadingInEachMode() throws IOException {
    run("size", "--readings=20000", "--locations=50", "--write-modes=copy,direct-compress", QUICK);

    JsonNode modes = result("size").get("modes");
    assertThat(modes).hasSize(2);
    // What goes straight into the columnstore may be as small as it gets.
    assertThat(modes.at("/0/bytesAsWritten").doubleValue())
        .as(modes.toString())
        .isGreaterThan(modes.at("/0/bytesAfterPolicy").doubleValue());
    assertThat(modes.at("/1/bytesAsWritten").doubleValue()).as(modes.toString()).isPositive();
  }

  @Test
  void tellsThePartsOfAStart() throws IOException {
    assertThat(run("startup", "--rounds=1"))
        .contains("database, schema check", "joining the group", "all but the group");

    JsonNode parts = result("startup").get("median");
    assertThat(parts.get("all").doubleValue())
        .isCloseTo(
            parts.get("withoutGroup").doubleValue() + parts.get("group").doubleValue(),
            within(0.001));
  }

  @Test
  void tellsTheCostAsThingsGrow() throws IOException {
    run(
        "scale",
        "--backlogs=2000,4000",
        "--backlog=2000",
        "--locations=10",
        "--partitions=2",
        "--workers=1",
        "--rounds=1",
        QUICK);

    JsonNode growths = result("scale").get("growths");
    assertThat(growths)
        .extracting(growth -> growth.get("name").textValue())
        .containsExactly("backlog", "locations", "partitions", "workers");
    assertThat(growths.at("/0/steps/1/series/runs/0/rows").longValue()).isEqualTo(4_000);
  }

  @Test
  void tellsTheTimeAndTheMemoryOfTheCodec() throws IOException {
    assertThat(run("jmh", "--forks=1", "--iterations=1", "--time=20ms"))
        .contains("DecodeBenchmark.decode ÷ DecodeBenchmark.databind = ")
        .contains("MappingBenchmark.decode:nested ÷ MappingBenchmark.databind:nested = ");

    assertThat(result("jmh").get("benchmarks"))
        .hasSize(11)
        .allMatch(one -> one.get("nanos").doubleValue() > 0 && one.get("bytes").isNumber());
  }

  @Test
  void racesTheProducersOrSaysWhereTheOtherOneComesFrom() throws IOException {
    if (Files.isDirectory(TARGET.resolve("peers/kafka"))) {
      assertThat(run("producer", "--readings=20000", "--rounds=1"))
          .contains("geostream ÷ kafka-producer-perf-test = ");
    } else {
      System.out.println("SKIPPED the race of the producers: Kafka's own is not in target/peers");
      ChildProcess benchmark = start("producer");

      assertThat(benchmark.waitFor(END)).isTrue();
      assertThat(benchmark.exitCode()).hasValue(1);
      assertThat(benchmark.logEnd()).contains("mvn -B -f benchmark/peers/pom.xml package");
    }
  }

  @Test
  void refusesAContenderThatItDoesNotKnow() {
    ChildProcess benchmark = start("drain", "--contenders", "nobody");

    assertThat(benchmark.waitFor(END)).isTrue();
    assertThat(benchmark.exitCode()).hasValue(2);
    assertThat(benchmark.logEnd()).startsWith("benchmark: --contenders: 'nobody' is none of");
  }

  @Test
  void refusesAContenderThatCannotWriteTheMessages() {
    ChildProcess benchmark = start("drain", "--messages", "flat30", "--contenders", "tutorial");

    assertThat(benchmark.waitFor(END)).isTrue();
    assertThat(benchmark.exitCode()).hasValue(2);
    assertThat(benchmark.logEnd())
        .startsWith("benchmark: --contenders: 'tutorial' cannot write flat30");
  }

  private String run(String... arguments) throws IOException {
    ChildProcess benchmark = start(arguments);
    try (benchmark) {
      assertThat(benchmark.waitFor(END)).as(benchmark.logEnd()).isTrue();
      assertThat(benchmark.exitCode()).as(benchmark.logEnd()).hasValue(0);
      return Files.readString(benchmark.log());
    }
  }

  private static JsonNode result(String name) throws IOException {
    return new ObjectMapper().readTree(TARGET.resolve("results/" + name + ".json").toFile());
  }

  private ChildProcess start(String... arguments) {
    return ChildJvm.startJar(
        "benchmark",
        TARGET.resolve("benchmark.jar"),
        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"),
        List.of(arguments),
        Map.of(),
        folder);
  }
}
