package io.geostream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.benchmark.report.Machine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProducerRaceResultTest {

  private final ProducerRaceResult result =
      ProducerRaceResult.of(
          "2026-01-01T00:00:00Z",
          new Machine(2, "", 0, "Linux", "17"),
          "4.4.0",
          10,
          "ours",
          Map.of(
              "ours", List.of(run(90, 5), run(30, 7), run(60, 6)),
              "theirs", List.of(run(100, 4), run(80, 2), run(10, 3))));

  private static ProducerRaceRun run(double rate, double micros) {
    return new ProducerRaceRun(rate, micros, 1);
  }

  @Test
  void tellsTheMediansAndTheirRatio() {
    assertThat(result.medians())
        .containsOnly(Map.entry("ours", run(60, 6)), Map.entry("theirs", run(80, 3)));
    assertThat(result.ratios()).containsExactly("ours ÷ theirs = 0.75");
    assertThat(result.table().lines()).hasSize(4);
  }

  @Test
  void writesRunsAndMediansAsJson() {
    JsonNode json = new ObjectMapper().valueToTree(result);
    assertThat(json.at("/medians/ours/recordsPerSecond").doubleValue()).isEqualTo(60);
    assertThat(json.at("/runs/theirs/2/producerMicros").doubleValue()).isEqualTo(3);
  }
}
