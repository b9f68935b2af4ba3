package io.geostream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark as a user runs it, on little. It proves nothing of speed. */
@RequiresTimescaleDb
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
          "limit-copy:1000",
          "limit-direct-compress:5000");

  @TempDir private Path folder;

  @Test
  void bringsEachReadingOverOnceWithEachContenderAndTells() throws IOException {
    String output =
        run(
            "drain",
            "--readings",
            "20000",
            "--rounds",
            "1",
            "--name",
            "smoke",
            "-J-XX:TieredStopAtLevel=1",
            "--contenders",
            String.join(",", CONTENDERS));

    assertThat(output).contains(CONTENDERS).contains("geostream-copy ÷ limit-copy = ");
    JsonNode result = new ObjectMapper().readTree(TARGET.resolve("results/smoke.json").toFile());
    assertThat(result.at("/settings/readings").longValue()).isEqualTo(20_000);
    assertThat(result.at("/machine/cores").intValue()).isPositive();
    assertThat(result.at("/database").textValue()).contains("TimescaleDB");
    Set<String> told = new TreeSet<>();
    for (JsonNode contender : result.get("contenders")) {
      told.add(contender.get("name").textValue());
      JsonNode run = contender.at("/runs/0");
      assertThat(run.get("rows").longValue())
          .as(contender.toString())
          .isEqualTo(contender.get("name").textValue().equals("tutorial:500") ? 500 : 20_000);
      assertThat(run.get("commits").intValue()).as(contender.toString()).isPositive();
      assertThat(run.at("/processorMicrosInAll/database").doubleValue())
          .as(contender.toString())
          .isPositive();
    }
    assertThat(told).containsExactlyInAnyOrderElementsOf(CONTENDERS);
    assertThat(Files.readString(TARGET.resolve("results/smoke.svg")))
        .startsWith("<svg")
        .contains("geostream-copy:1000", "A backlog of 20,000 readings");
  }

  @Test
  void refusesAContenderThatItDoesNotKnow() {
    ChildProcess benchmark = start("drain", "--contenders", "nobody");

    assertThat(benchmark.waitFor(END)).isTrue();
    assertThat(benchmark.exitCode()).hasValue(2);
    assertThat(benchmark.logEnd()).startsWith("benchmark: --contenders: 'nobody' is none of");
  }

  private String run(String... arguments) throws IOException {
    ChildProcess benchmark = start(arguments);
    try (benchmark) {
      assertThat(benchmark.waitFor(END)).as(benchmark.logEnd()).isTrue();
      assertThat(benchmark.exitCode()).as(benchmark.logEnd()).hasValue(0);
      return Files.readString(benchmark.log());
    }
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
