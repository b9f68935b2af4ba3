package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic that does not exist yet is waited for. */
final class MissingTopicIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void itIsWaitedForNotCreatedAndReadOnceItIsThere() throws Exception {
    try (KafkaBroker broker =
            KafkaBroker.startKeepingLog(folder, Map.of("auto.create.topics.enable", "true"));
        var database = SharedStack.freshDatabase();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Pipeline pipeline = new Pipeline(broker, database, SharedStack.freshTopic());
      try (var consumer = ConsumerJar.start("consumer", pipeline, folder)) {
        await()
            .atMost(Program.LONG)
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(() -> reasons(consumer).has("topic"));
        assertThat(reasons(consumer).has("broker")).isFalse();
        assertThat(reasons(consumer).get("topic").asText()).contains(pipeline.topic());
        assertThat(consumer.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(consumer.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(admin.listTopics().names().get()).doesNotContain(pipeline.topic());

        pipeline.withPartitions(2).sendReadings(0, 100);

        Callable<Counts> counts = pipeline::counts;
        await().atMost(Program.LONG).until(counts, Counts.eachOnce(100)::equals);
        consumer.awaitReady();
        assertThat(consumer.err()).isEmpty();
      }
    }
  }

  private static JsonNode reasons(Program consumer) throws Exception {
    return JSON.readTree(consumer.get("/health/ready").body()).get("reasons");
  }
}
