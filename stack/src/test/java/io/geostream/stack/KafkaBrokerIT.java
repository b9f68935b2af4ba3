package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
  @TempDir static Path folder;
  private static KafkaBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start(folder);
  }

  @AfterAll
  static void closeLeavesNothing() {
    broker.close();
    assertThat(broker.isAlive()).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void keepsRecordsAndGroupsOverAKill() throws Exception {
    broker.createTopic("kept", 1);
    send("kept", "before");
    assertThat(readAll("kept", "group", 1)).containsExactly("before");

    broker.kill();
    assertThat(broker.isAlive()).isFalse();
    broker.restart();
    send("kept", "after");

    assertThat(readAll("kept", "group", 1))
        .as("goes on after the offset committed")
        .containsExactly("after");
    assertThat(readAll("kept", "another group", 2)).containsExactly("before", "after");
  }

  @Test
  void answersOnlyAfterItIsThawed() throws Exception {
    broker.createTopic("frozen", 1);
    try (KafkaProducer<String, String> producer = producer()) {
      producer.send(new ProducerRecord<>("frozen", "first")).get();
      broker.freeze();
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>("frozen", "second"));
      await().during(Duration.ofSeconds(1)).until(() -> !sent.isDone());
      broker.thaw();
      assertThat(sent.get().offset()).isEqualTo(1);
    }
  }

  @Test
  void keepsItsLogWhereItIsAskedTo(@TempDir Path logs) {
    KafkaBroker.startKeepingLog(logs, Map.of()).close();
    assertThat(logs)
        .isDirectoryContaining("glob:**/broker.log")
        .isDirectoryNotContaining("glob:**/kafka-*");
    assertThat(logs.resolve("broker.log")).isNotEmptyFile();
  }

  @Test
  void stopsInOrderAndComesBack() throws Exception {
    broker.createTopic("stopped", 1);
    send("stopped", "kept");
    broker.stop();
    assertThat(broker.isAlive()).isFalse();
    broker.restart();
    assertThat(readAll("stopped", "reader", 1)).containsExactly("kept");
  }

  @Test
  void doesNotSeeTheCtrlCOfATerminal() {
    Signals.send("INT", List.of(broker.pid()));
    await().during(Duration.ofSeconds(1)).until(broker::isAlive);
  }

  @Test
  void createsNoTopicByItself() {
    // A producer asks for the topic to be made, where the broker does that.
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", 2_000),
            new StringSerializer(),
            new StringSerializer())) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("none", "value")).get())
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void tellsWhyItDoesNotStart() throws Exception {
    Path file = Files.createTempFile("geostream-", ".tmp");
    try {
      assertThatThrownBy(() -> KafkaBroker.start(file)).hasMessageContaining(file.toString());
    } finally {
      Files.delete(file);
    }
  }

  private static void send(String topic, String value) throws Exception {
    try (KafkaProducer<String, String> producer = producer()) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static KafkaProducer<String, String> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }

  private static List<String> readAll(String topic, String group, int expected) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "group.id",
            group,
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      List<String> values = new ArrayList<>();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(it -> values.add(it.value()));
                return values.size() >= expected;
              });
      consumer.commitSync();
      return values;
    }
  }
}
