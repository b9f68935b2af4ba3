package io.geostream.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.testing.SharedStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mapping infer} of a topic. */
final class MappingInferIT {

  private final String topic = SharedStack.freshTopic();

  @TempDir Path folder;

  private Tool infer() {
    return Tool.run(
        folder,
        List.of(
            "mapping",
            "infer",
            "--topic",
            topic,
            "--bootstrap-servers",
            SharedStack.broker().bootstrapServers()));
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", SharedStack.broker().bootstrapServers());
    settings.put("key.serializer", ByteArraySerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);
    return new KafkaProducer<>(settings);
  }

  private void send(Producer<byte[], byte[]> producer, int partition, int count, String name)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent =
        IntStream.range(0, count)
            .mapToObj(at -> "{\"ts\": %s, \"%s\": %s}".formatted(1_740_819_600L + at, name, at))
            .map(value -> new ProducerRecord<byte[], byte[]>(topic, partition, null, bytes(value)))
            .map(producer::send)
            .toList();
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void readsTheNewestOfEachPartitionAndJoinsNoGroup() throws Exception {
    SharedStack.broker().createTopic(topic, 3);
    try (Producer<byte[], byte[]> producer = producer(Map.of());
        Admin admin = OffsetsTool.admin()) {
      send(producer, 0, 600, "old_0");
      send(producer, 0, 500, "new_0");
      send(producer, 1, 600, "old_1");
      send(producer, 1, 490, "new_1");
      send(producer, 2, 10, "few");
      List<String> groups = groups(admin);
      Tool inferred = infer();
      assertThat(inferred.exitCode()).as(inferred.toString()).isZero();
      assertThat(String.join("\n", inferred.out()))
          .contains("1000 messages", "\ntime: ts\n", "new_0", "new_1", "few")
          .doesNotContain("old_0");
      Path file = Files.write(folder.resolve("inferred.yaml"), inferred.out());
      Tool checked = Tool.run(folder, List.of("mapping", "check", file.toString()));
      assertThat(checked.exitCode()).as(checked.toString()).isZero();
      assertThat(groups(admin)).as("groups").isEqualTo(groups);
    }
  }

  /** Without those of tests that run meanwhile, which are called as their topics. */
  private static List<String> groups(Admin admin) throws Exception {
    return admin.listGroups().all().get().stream()
        .map(GroupListing::groupId)
        .filter(group -> !group.startsWith(SharedStack.TOPICS))
        .sorted()
        .toList();
  }

  @Test
  void readsWhatTransactionsHaveCommitted() throws Exception {
    SharedStack.broker().createTopic(topic, 1);
    try (Producer<byte[], byte[]> producer = producer(Map.of("transactional.id", topic))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, 0, 20, "good");
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, 0, 20, "aborted");
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, 0, 20, "open");
      Tool inferred = infer();
      assertThat(inferred.exitCode()).as(inferred.toString()).isZero();
      assertThat(String.join("\n", inferred.out()))
          .contains("20 messages", "good")
          .doesNotContain("aborted", "open");
      producer.abortTransaction();
    }
  }

  @Test
  void readsACompactedTopic() throws Exception {
    NewTopic compacted =
        new NewTopic(topic, 1, (short) 1)
            .configs(Map.of("cleanup.policy", "compact", "segment.bytes", "1048576"));
    try (Admin admin = OffsetsTool.admin();
        Producer<byte[], byte[]> producer = producer(Map.of())) {
      admin.createTopics(List.of(compacted)).all().get();
      byte[] key = {1};
      producer.send(new ProducerRecord<>(topic, key, bytes("{\"v\": 1}"))).get();
      producer.send(new ProducerRecord<>(topic, key, null)).get();
    }
    Tool inferred = infer();
    assertThat(inferred.exitCode()).as(inferred.toString()).isZero();
    assertThat(String.join("\n", inferred.out()))
        .contains("2 messages", ": 1 rows", "1 of them would be dead letters");
  }

  @Test
  void anEmptyTopicOrNoneIsExitCode1() {
    assertFault(infer());
    SharedStack.broker().createTopic(topic, 2);
    assertFault(infer());
  }

  private void assertFault(Tool tool) {
    assertThat(tool.exitCode()).as(tool.toString()).isEqualTo(1);
    assertThat(tool.out()).isEmpty();
    assertThat(tool.err()).singleElement().asString().contains(topic);
  }
}
