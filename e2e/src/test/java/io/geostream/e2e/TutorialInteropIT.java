package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tutorial's own Python programs and ours, on the same topic and in the same table. */
class TutorialInteropIT {

  /** What the tutorial's consumer reads; it is written in its code. */
  private static final String TUTORIALS_TOPIC = "geospatial-data";

  private static final String READINGS =
      """
      SELECT to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), location_id,
             latitude, longitude, temperature, humidity, pressure, wind_speed, wind_direction
        FROM geospatial_metrics
      """;

  @TempDir Path folder;

  @BeforeAll
  static void python() {
    Tutorial.assumeRunnable();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "optimized"})
  void ourConsumerWritesWhatTheTutorialsProducerSends(String settings) throws Exception {
    try (Pipeline pipeline = Pipeline.in(folder).withPartitions(3);
        Program tutorial = Tutorial.in(folder).send(pipeline, 300, settings)) {
      String output = tutorial.succeeds().out();
      output.lines().filter(line -> line.startsWith("NOTE ")).forEach(System.out::println);
      List<String> sent = readings(output);
      assertThat(sent).hasSize(300);
      try (Program consumer = pipeline.consumer("consumer", "--drain")) {
        consumer.succeeds();
      }
      assertThat(stored(pipeline)).containsExactlyInAnyOrderElementsOf(sent);
    }
  }

  @RequiresTimescaleDb
  @Test
  void theTutorialsConsumerWritesWhatOurProducerSendsAndOursTakesOverFromIt() throws Exception {
    try (Pipeline pipeline = Pipeline.ofTopic(TUTORIALS_TOPIC, folder);
        Pipeline ours = Pipeline.ofTopic(TUTORIALS_TOPIC, folder)) {
      send(pipeline, 1_000);
      // The tutorial's server has it in each database.
      pipeline.sql().run("CREATE EXTENSION timescaledb");
      try (Program tutorial = Tutorial.in(folder).write(pipeline, 1_000)) {
        tutorial.succeeds();
      }
      try (Program consumer = ours.consumer("another", "--group", "another", "--drain")) {
        consumer.succeeds();
      }
      List<String> written = stored(pipeline);
      assertThat(written).hasSize(1_000).containsExactlyInAnyOrderElementsOf(stored(ours));

      send(pipeline, 500);
      try (Program consumer = pipeline.consumer("successor", "--start", "committed", "--drain")) {
        consumer.succeeds();
      }
      assertThat(stored(pipeline)).hasSize(1_500).containsAll(written);
      assertThat(pipeline.sql().differentReadings()).isEqualTo(1_500);
      for (String aggregate : List.of("hourly_metrics", "daily_metrics")) {
        assertThat(pipeline.sql().number("SELECT sum(record_count) FROM " + aggregate))
            .isEqualTo(1_500);
      }
    }
  }

  private static void send(Pipeline pipeline, int count) {
    try (Program producer =
        pipeline.producer(
            "--rate", "0", "--count", Integer.toString(count), "-K", "compression.type=snappy")) {
      producer.succeeds();
    }
  }

  private static List<String> stored(Pipeline pipeline) throws SQLException {
    return pipeline.sql().rows(READINGS).stream()
        .map(row -> reading(Stream.of(row.split(" ")), "Z"))
        .toList();
  }

  private static List<String> readings(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith("READING\t"))
        .map(line -> reading(Stream.of(line.split("\t")).skip(1), ""))
        .toList();
  }

  /** Both sides as Java reads and writes instants and numbers. */
  private static String reading(Stream<String> columns, String zone) {
    List<String> all = columns.toList();
    return "%s %s %s"
        .formatted(
            OffsetDateTime.parse(all.get(0) + zone).toInstant(),
            all.get(1),
            all.stream().skip(2).map(Double::valueOf).toList());
  }
}
