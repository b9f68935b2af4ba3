package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.QuickStart;
import io.geostream.stack.testing.TopicContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One more measurement is one line in a mapping: the example of CONTRIBUTING.md, done here. */
class OneMoreMeasurementIT {

  private static final Path EXAMPLE = Path.of("..", "CONTRIBUTING.md");
  private static final Pattern LINE = Pattern.compile("(?m)^ *dew_point: .*\\n");

  @TempDir Path folder;

  @Test
  void isOneLineInAMapping() throws Exception {
    Path mapping = folder.resolve("weather.yaml");
    Files.writeString(mapping, builtIn().replaceFirst("(?m)^columns:\n", "$0" + example()));
    try (Pipeline pipeline = Pipeline.in(folder).withPartitions(1)) {
      send(pipeline, reading("loc_1", "12.5"), reading("loc_2", "100.5"));
      try (Program consumer =
          pipeline.consumer("consumer", "--drain", "--mapping", mapping.toString())) {
        consumer.succeeds();
      }
      assertThat(
              pipeline
                  .sql()
                  .rows("SELECT location_id, temperature, dew_point FROM geospatial_metrics"))
          .containsExactly("loc_1 21.5 12.5");
      assertThat(deadLetter(pipeline)).contains("loc_2");
    }
  }

  private String builtIn() {
    try (Program show =
        Program.of(
            ChildJvm.startJar(
                "show",
                Jars.CONSUMER,
                QuickStart.options("256m", Jars.CONSUMER),
                List.of("mapping", "show"),
                Map.of(),
                folder))) {
      return show.succeeds().out();
    }
  }

  private static String example() throws IOException {
    Matcher found = LINE.matcher(Files.readString(EXAMPLE));
    assertThat(found.find()).as("%s in %s", LINE, EXAMPLE).isTrue();
    return found.group();
  }

  private static String reading(String location, String dewPoint) {
    return "{\"timestamp\": \"%s\", \"location_id\": \"%s\", \"temperature\": 21.5, \"dew_point\": %s}"
        .formatted(Instant.now(), location, dewPoint);
  }

  private static void send(Pipeline pipeline, String... readings) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", pipeline.broker().bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String reading : readings) {
        producer.send(new ProducerRecord<>(pipeline.topic(), reading)).get();
      }
    }
  }

  /** The only one, which must be out of range: its value. */
  private static String deadLetter(Pipeline pipeline) {
    var letters =
        TopicContent.of(pipeline.broker().bootstrapServers(), pipeline.topic() + ".dead-letter")
            .records();
    assertThat(letters).hasSize(1);
    var letter = letters.get(0);
    String code =
        new String(letter.headers().lastHeader("x-error-code").value(), StandardCharsets.UTF_8);
    assertThat(code).isEqualTo("out-of-range");
    return new String(letter.value(), StandardCharsets.UTF_8);
  }
}
