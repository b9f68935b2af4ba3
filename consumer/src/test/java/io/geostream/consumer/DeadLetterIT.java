package io.geostream.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.consumer.kafka.Topics;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

      drain(pipeline);

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
  void theDeadLetterTopicIsMadeWithAllThatLettersNeedWhateverTheBrokersDefaultsAre()
      throws Exception {
    try (var database = SharedStack.freshDatabase();
        Letters letters = new Letters(SharedStack.broker())) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(5);
      set(letters.admin(), pipeline.topic(), "max.message.bytes", "2147483647");
      send(pipeline, List.of(bad(pipeline, 4, "x".getBytes(UTF_8))));
      set(letters.admin(), pipeline.topic(), "min.insync.replicas", "2"); // it has one replica

      drain(pipeline);

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

  @Test
  void aRecordTooLargeForItsTopicIsALetterCutWithSizeAndHashAndTheRestIsWritten() throws Exception {
    try (var database = SharedStack.freshDatabase();
        Letters letters = new Letters(SharedStack.broker())) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      byte[] value = new byte[64 << 20]; // a quarter of the heap
      Arrays.fill(value, (byte) 'x');
      pipeline.sendReadings(0, 100);
      send(pipeline, List.of(bad(pipeline, 0, value)));
      pipeline.sendReadings(100, 100);

      drain(pipeline);

      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(200));
      assertThat(letters.read(pipeline.topic() + ".dead-letter"))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.value()).isEqualTo(Arrays.copyOf(value, 8 * 1024));
                assertThat(letter.key())
                    .isEqualTo(new byte[] {0, (byte) 0xff, (byte) value.length});
                assertThat(letter.headers().lastHeader("trace")).isNotNull();
                assertThat(header(letter, "x-error-code")).isEqualTo("too-large");
                assertThat(header(letter, "x-letter-cut")).isEqualTo("true");
                assertThat(header(letter, "x-original-size"))
                    .isEqualTo(Integer.toString(value.length));
                assertThat(header(letter, "x-original-sha256"))
                    .isEqualTo(
                        HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(value)));
              });
    }
  }

  @Test
  void aKeyAndHeadersTooLargeForTheirTopicAreCutToo() throws Exception {
    try (var database = SharedStack.freshDatabase();
        Letters letters = new Letters(SharedStack.broker())) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      byte[] large = new byte[9_000_000];
      send(
          pipeline,
          List.of(
              new ProducerRecord<>(
                  pipeline.topic(),
                  0,
                  large,
                  null,
                  List.of(new RecordHeader("small", null), new RecordHeader("large", large)))));

      drain(pipeline);

      assertThat(letters.read(pipeline.topic() + ".dead-letter"))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.key()).hasSize(8 * 1024);
                assertThat(letter.value()).isNull();
                assertThat(letter.headers().lastHeader("small")).isNotNull();
                assertThat(letter.headers().lastHeader("large")).isNull();
                assertThat(header(letter, "x-original-size")).isEqualTo("0");
                assertThat(header(letter, "x-letter-cut")).isEqualTo("true");
              });
    }
  }

  @Test
  void recordsThatTogetherAreMoreThanTheHeapComeInPollsThatFit() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(2);
      byte[] value = new byte[1_000_000];
      pipeline.sendReadings(0, 10);
      send(pipeline, Collections.nCopies(300, bad(pipeline, 1, value)));
      pipeline.sendReadings(10, 10);

      drain(pipeline);

      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(20));
      assertThat(pipeline.broker().records(pipeline.topic() + ".dead-letter")).isEqualTo(300);
    }
  }

  @Test
  void aRecordLargerThanTheHeapIsNamedAndAllBeforeItIsWritten() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(2);
      byte[] small = "{}".getBytes(UTF_8);
      List<ProducerRecord<byte[], byte[]>> bad = new ArrayList<>();
      bad.addAll(Collections.nCopies(7, bad(pipeline, 0, small)));
      bad.addAll(Collections.nCopies(5, bad(pipeline, 1, small)));
      bad.add(bad(pipeline, 1, new byte[200_000_000]));
      bad.add(bad(pipeline, 1, small));
      send(pipeline, bad);
      String offset = "the record at offset 5 ";

      try (var consumer = ConsumerJar.start("killed", pipeline, folder, "--workers", "1")) {
        assertThat(consumer.fails())
            .contains(pipeline.topic() + "-1:", offset, "-Xmx", "--to 6 --partition 1");
      }
      assertThat(pipeline.broker().records(pipeline.topic() + ".dead-letter")).isBetween(12L, 24L);
      Tool reset =
          Tool.run(
              pipeline,
              folder,
              List.of(
                  "offsets",
                  "reset",
                  "--topic",
                  pipeline.topic(),
                  "--group",
                  pipeline.topic(),
                  "--to",
                  "6",
                  "--partition",
                  "1",
                  "--execute"));
      assertThat(reset.exitCode()).as(reset.err().toString()).isZero();
      drain(pipeline);
      try (Letters letters = new Letters(pipeline.broker())) {
        assertThat(letters.read(pipeline.topic() + ".dead-letter"))
            .extracting(
                letter ->
                    header(letter, "x-original-partition")
                        + "@"
                        + header(letter, "x-original-offset"))
            .contains("0@0", "0@6", "1@0", "1@4", "1@6")
            .doesNotContain("1@5");
      }
    }
  }

  @Test
  void anAnswerLargerThanTheHeapEndsWithWhereEachPartitionGoesOn() throws Exception {
    try (var database = SharedStack.freshDatabase();
        Letters letters = new Letters(SharedStack.broker())) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(2);
      set(letters.admin(), pipeline.topic(), "max.message.bytes", "2147483647");
      List<ProducerRecord<byte[], byte[]>> bad = new ArrayList<>();
      bad.addAll(Collections.nCopies(7, bad(pipeline, 0, "{}".getBytes(UTF_8))));
      bad.addAll(Collections.nCopies(5, bad(pipeline, 1, "{}".getBytes(UTF_8))));
      send(pipeline, bad);
      send(pipeline, List.of(bad(pipeline, 1, incompressible())));

      try (var consumer = ConsumerJar.withASmallHeap("small", pipeline, folder)) {
        assertThat(consumer.fails())
            .contains(pipeline.topic(), "0 at offset 7, 1 at offset 5", "-Xmx");
      }
    }
  }

  @Test
  void anAnswerLargerThanTheHeapEndsAConsumerOfTheOtherGroupProtocolToo() throws Exception {
    try (var database = SharedStack.freshDatabase();
        Letters letters = new Letters(SharedStack.broker())) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      set(letters.admin(), pipeline.topic(), "max.message.bytes", "2147483647");
      send(pipeline, List.of(bad(pipeline, 0, incompressible())));

      try (var consumer =
          ConsumerJar.withASmallHeap("small", pipeline, folder, "-K", "group.protocol=consumer")) {
        assertThat(consumer.ends(1).err().lines().reduce((line, next) -> next))
            .hasValueSatisfying(last -> assertThat(last).contains("OutOfMemoryError"));
      }
    }
  }

  /** As much as fits into a request to a broker. */
  private static byte[] incompressible() {
    byte[] bytes = new byte[90_000_000];
    new Random(1).nextBytes(bytes);
    return bytes;
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
      drain(pipeline);
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(10));
      assertThat(letters.read(pipeline.topic() + ".dead-letter")).hasSize(3);
    }
  }

  private static void set(Admin admin, String topic, String key, String value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private static Config config(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().values().iterator().next();
  }

  private void drain(Pipeline pipeline) {
    try (var consumer = ConsumerJar.start("drain", pipeline, folder, "--drain")) {
      consumer.succeeds();
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

  private static ProducerRecord<byte[], byte[]> bad(
      Pipeline pipeline, int partition, byte @Nullable [] value) {
    return new ProducerRecord<>(
        pipeline.topic(),
        partition,
        new byte[] {(byte) partition, (byte) 0xff, (byte) (value == null ? 0 : value.length)},
        value,
        List.of(new RecordHeader("trace", new byte[] {1, (byte) 0xfe})));
  }

  private static byte[] reading(String timestamp) {
    return "{\"timestamp\":\"%s\",\"location_id\":\"x\",\"humidity\":50}"
        .formatted(timestamp)
        .getBytes(UTF_8);
  }

  private static void send(Pipeline pipeline, List<ProducerRecord<byte[], byte[]>> records)
      throws Exception {
    try (var producer =
        new KafkaProducer<byte[], byte[]>(
            Map.of(
                "bootstrap.servers",
                pipeline.broker().bootstrapServers(),
                "compression.type",
                "zstd",
                "linger.ms",
                100,
                "max.request.size",
                Integer.MAX_VALUE,
                "buffer.memory",
                512 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> letters(Pipeline pipeline) {
    try (Letters letters = new Letters(pipeline.broker())) {
      return letters.read(pipeline.topic() + ".dead-letter");
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
