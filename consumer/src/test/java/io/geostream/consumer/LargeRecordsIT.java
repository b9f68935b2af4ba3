package io.geostream.consumer;

import static io.geostream.consumer.BadRecords.bad;
import static io.geostream.consumer.BadRecords.drain;
import static io.geostream.consumer.BadRecords.header;
import static io.geostream.consumer.BadRecords.send;
import static io.geostream.consumer.BadRecords.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are too large for their letter, for a poll, or for the heap. */
final class LargeRecordsIT {

  @TempDir Path folder;

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

      drain(pipeline, folder);

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

      drain(pipeline, folder);

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

      drain(pipeline, folder);

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
      drain(pipeline, folder);
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
        assertThat(consumer.failsAtLast()).contains("OutOfMemoryError");
      }
    }
  }

  /** As much as fits into a request to a broker. */
  private static byte[] incompressible() {
    byte[] bytes = new byte[90_000_000];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
