package io.geostream.consumer;

import static io.geostream.consumer.BadRecords.bad;
import static io.geostream.consumer.BadRecords.drain;
import static io.geostream.consumer.BadRecords.send;
import static io.geostream.consumer.BadRecords.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dead-letter topic that the consumer makes, and those that it finds. */
final class DeadLetterTopicIT {

  @TempDir Path folder;

  @Test
  void theDeadLetterTopicIsMadeWithAllThatLettersNeedWhateverTheBrokersDefaultsAre()
      throws Exception {
    try (var database = SharedStack.freshDatabase();
        Letters letters = new Letters(SharedStack.broker())) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(5);
      set(letters.admin(), pipeline.topic(), "max.message.bytes", "2147483647");
      send(pipeline, List.of(bad(pipeline, 4, "x".getBytes(UTF_8))));
      set(letters.admin(), pipeline.topic(), "min.insync.replicas", "2"); // it has one replica

      drain(pipeline, folder);

      String name = pipeline.topic() + ".dead-letter";
      assertThat(letters.info(name).partitions()).isEqualTo(5);
      assertThat(letters.read(name)).hasSize(1);
      Config config = config(letters.admin(), name);
      assertThat(config.entries())
          .filteredOn(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
          .extracting(ConfigEntry::name, ConfigEntry::value)
          .containsExactlyInAnyOrder(
              tuple("cleanup.policy", "delete"),
              tuple("retention.ms", Long.toString(Duration.ofDays(30).toMillis())),
              tuple("retention.bytes", "-1"),
              tuple("max.message.bytes", "2147483647"),
              tuple("min.insync.replicas", "1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"compact", "compact,delete"})
  void aDeadLetterTopicThatCompactsEndsTheStart(String policy) throws Exception {
    try (var database = SharedStack.freshDatabase();
        Letters letters = new Letters(SharedStack.broker())) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      String name = pipeline.topic() + ".dead-letter";
      SharedStack.broker().createTopic(name, 1);
      set(letters.admin(), name, "cleanup.policy", policy);

      try (var consumer = ConsumerJar.start("refused", pipeline, folder)) {
        assertThat(consumer.fails()).contains(name, "cleanup.policy=" + policy);
      }
    }
  }

  private static Config config(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().values().iterator().next();
  }

  @Test
  void whatLosesLettersInATopicThatIsThereIsANoteOfTheStart() throws Exception {
    try (var database = SharedStack.freshDatabase();
        Letters letters = new Letters(SharedStack.broker())) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      String name = pipeline.topic() + ".dead-letter";
      SharedStack.broker().createTopic(name, 1);
      set(letters.admin(), name, "retention.ms", "3600000");
      set(letters.admin(), name, "retention.bytes", "1000000000");
      set(letters.admin(), name, "max.message.bytes", "1000");

      try (var consumer = ConsumerJar.start("warned", pipeline, folder)) {
        consumer.awaitReady();
        assertThat(notesOf(consumer, name))
            .satisfiesExactly(
                time -> assertThat(time).contains("retention.ms"),
                room -> assertThat(room).contains("retention.bytes"),
                size -> assertThat(size).contains("max.message.bytes"));
      }
    }
  }

  @Test
  void theTopicThatTheConsumerMadeNeedsNoNote() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      send(pipeline, List.of(bad(pipeline, 0, "x".getBytes(UTF_8))));
      drain(pipeline, folder);

      try (var consumer = ConsumerJar.start("content", pipeline, folder)) {
        consumer.awaitReady();
        assertThat(notesOf(consumer, pipeline.topic())).isEmpty();
      }
    }
  }

  private static List<String> notesOf(Program consumer, String topic) throws Exception {
    List<String> notes = new ArrayList<>();
    for (JsonNode note :
        new ObjectMapper().readTree(consumer.get("/health/ready").body()).path("notes")) {
      notes.add(note.asText());
    }
    return notes.stream().filter(note -> note.contains(topic)).toList();
  }
}
