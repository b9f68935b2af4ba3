package io.geostream.consumer;

import static io.geostream.consumer.BadRecords.bad;
import static io.geostream.consumer.BadRecords.drain;
import static io.geostream.consumer.BadRecords.header;
import static io.geostream.consumer.BadRecords.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.consumer.kafka.Topics;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad records go to the dead-letter topic, byte for byte, and the rest of their batch into the
 * table.
 */
final class DeadLetterIT {

  @TempDir Path folder;

  @Test
  void badRecordsAreInTheDeadLetterTopicByteForByteAndTheRestIsWritten() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(3);
      byte[] notJson = {(byte) 0xff, 0, 1, '{'};
      List<ProducerRecord<byte[], byte[]>> bad =
          List.of(
              bad(pipeline, 0, notJson),
              bad(pipeline, 1, null),
              bad(pipeline, 1, "{\"location_id\":\"a\",\"temperature\":1}".getBytes(UTF_8)),
              bad(pipeline, 2, reading("2001-01-01T00:00:00Z")),
              bad(pipeline, 2, reading(Instant.now().plusSeconds(7_200).toString())));
      pipeline.sendReadings(0, 500);
      send(pipeline, bad);
      pipeline.sendReadings(500, 500);

      drain(pipeline, folder);

      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(1_000));
      List<ConsumerRecord<byte[], byte[]>> letters = letters(pipeline);
      assertThat(letters)
          .extracting(letter -> header(letter, "x-error-code"))
          .containsExactlyInAnyOrder("not-json", "not-json", "missing-field", "too-old", "too-new");
      for (ProducerRecord<byte[], byte[]> record : bad) {
        assertThat(letters)
            .anySatisfy(
                letter -> {
                  assertThat(letter.key()).isEqualTo(record.key());
                  assertThat(letter.value()).isEqualTo(record.value());
                  assertThat(letter.partition()).isEqualTo(record.partition());
                  assertThat(letter.headers().lastHeader("trace").value())
                      .isEqualTo(new byte[] {1, (byte) 0xfe});
                  assertThat(header(letter, "x-original-topic")).isEqualTo(pipeline.topic());
                  assertThat(header(letter, "x-original-partition"))
                      .isEqualTo(record.partition().toString());
                  assertThat(header(letter, "x-original-offset")).matches("\\d+");
                  assertThat(header(letter, "x-original-timestamp")).matches("\\d{13}");
                  assertThat(header(letter, "x-consumer-group")).isEqualTo(pipeline.topic());
                  assertThat(header(letter, "x-error-message")).isNotBlank();
                  assertThat(header(letter, "x-original-cluster-id")).hasSize(22);
                  assertThat(header(letter, "x-original-topic-id"))
                      .isEqualTo(topicId(pipeline).toString());
                });
      }
    }
  }

  @Test
  void noLetterIsSentBeforeAFaultOfTheDatabaseThatStopsTheConsumer() throws Exception {
    try (var database = SharedStack.freshDatabase();
        Letters letters = new Letters(SharedStack.broker())) {
      AppliedSchema.in(database);
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      pipeline.execute(
          """
          CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN RAISE EXCEPTION 'not today' USING ERRCODE = 'insufficient_privilege'; END $$""");
      pipeline.execute(
          "CREATE TRIGGER refuse BEFORE INSERT ON geospatial_metrics FOR EACH ROW EXECUTE FUNCTION refuse()");
      pipeline.sendReadings(0, 10);
      send(pipeline, Collections.nCopies(3, bad(pipeline, 0, "x".getBytes(UTF_8))));

      for (int start = 1; start <= 2; start++) {
        try (var stopped = ConsumerJar.start("stopped-" + start, pipeline, folder, "--drain")) {
          assertThat(stopped.fails()).contains("not today");
        }
        assertThat(letters.exists(pipeline.topic() + ".dead-letter")).isFalse();
      }
      pipeline.execute("DROP TRIGGER refuse ON geospatial_metrics");
      drain(pipeline, folder);
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(10));
      assertThat(letters.read(pipeline.topic() + ".dead-letter")).hasSize(3);
    }
  }

  private static Uuid topicId(Pipeline pipeline) {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", pipeline.broker().bootstrapServers()))) {
      return Optional.ofNullable(
              new Topics(admin, Duration.ofSeconds(5)).describe(pipeline.topic()))
          .orElseThrow()
          .id();
    }
  }

  private static byte[] reading(String timestamp) {
    return "{\"timestamp\":\"%s\",\"location_id\":\"x\",\"humidity\":50}"
        .formatted(timestamp)
        .getBytes(UTF_8);
  }

  private static List<ConsumerRecord<byte[], byte[]>> letters(Pipeline pipeline) {
    try (Letters letters = new Letters(pipeline.broker())) {
      return letters.read(pipeline.topic() + ".dead-letter");
    }
  }
}
