package io.geostream.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.common.decode.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Letters are listed as asked for, whatever they hold. */
final class DeadLettersListIT extends LetterScene {

  /** It takes 7 s on a quiet machine. */
  private static final Duration BROKER_AWAY = Duration.ofSeconds(30);

  @Test
  void listsWhatTheFiltersAskFor() throws Exception {
    letters.write(topic, IntStream.range(0, 6), ErrorCode.TOO_OLD);
    Instant between = lastWritten().plusMillis(1);
    await().until(() -> Instant.now().isAfter(between));
    byte[] notText = {(byte) 0xff, 0, 1};
    letters.write(topic, List.of(Letters.original(topic, 7, 3, ErrorCode.NOT_JSON, notText)));
    letters.write(topic, IntStream.range(8, 10), ErrorCode.TOO_OLD);
    letters.writeRaw(new ProducerRecord<>(deadLetters, 0, null, "stray".getBytes(UTF_8)));

    assertThat(tools.list()).hasSize(10);
    assertThat(tools.list("--since", between.toString())).hasSize(4);
    assertThat(tools.list("--until", between.toString(), "--partition", "1", "--partition", "2"))
        .extracting(letter -> letter.get("offset").asInt())
        .containsExactlyInAnyOrder(1, 2, 4, 5);
    assertThat(tools.list("--code", "too-old", "--original-topic", topic, "--limit", "7"))
        .hasSize(7);
    assertThat(tools.list("--code", "not-json"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.get("value").isNull()).isTrue();
              assertThat(letter.get("value_base64").binaryValue()).isEqualTo(notText);
              assertThat(letter.get("key").asText()).isEqualTo("key7");
              assertThat(letter.get("partition").asInt()).isEqualTo(1);
              assertThat(letter.get("error_message").asText()).isEqualTo("number 7");
              assertThat(letter.get("group").asText()).isEqualTo("some-group");
              assertThat(letter.get("topic_id").asText())
                  .isEqualTo(letters.info(topic).id().toString());
              assertThat(letter.get("original_timestamp").asText())
                  .isEqualTo(Instant.ofEpochMilli(Letters.TIMESTAMP).toString());
            });
    try (var table = tools.tool("list", "--limit", "2").succeeds()) {
      assertThat(table.out().lines()).hasSize(3).first().asString().startsWith("time ");
    }
  }

  @Test
  void aCutLetterIsListedAsSuchAndNotReplayed() throws Exception {
    byte[] large = new byte[5_000_000]; // more than the producer of this test sends
    letters.write(topic, List.of(Letters.original(topic, 0, 3, ErrorCode.TOO_LARGE, large)));
    letters.write(topic, IntStream.range(1, 3), ErrorCode.TOO_OLD);

    assertThat(tools.list("--code", "too-large"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.get("cut").asBoolean()).isTrue();
              assertThat(letter.get("original_size").asInt()).isEqualTo(large.length);
              assertThat(letter.get("original_sha256").asText()).hasSize(64);
            });
    try (var table = tools.tool("list").succeeds()) {
      assertThat(table.out().lines().filter(line -> line.contains(" cut "))).hasSize(2);
    }
    try (var replay = tools.tool("replay", "--format", "json")) {
      assertThat(LetterTools.error(replay)).containsPattern("\\b1 letters\\b").contains("cut");
      assertThat(LetterTools.outcomes(replay)).contains("replayed 2");
    }
    assertThat(letters.values(topic)).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void whatLettersSayDoesNotReachTheTerminalAsCommands() throws Exception {
    Header message = new RecordHeader("x-error-message", "\u009b31m\u202e\u2028".getBytes(UTF_8));
    Header name = new RecordHeader("x-original-topic", topic.getBytes(UTF_8));
    letters.write(topic, IntStream.range(0, 1), ErrorCode.TOO_OLD);
    letters.writeRaw(
        new ProducerRecord<>(
            deadLetters,
            0,
            null,
            "\u009b2J\u0007".getBytes(UTF_8),
            "\u009d0;x\u009c".getBytes(UTF_8),
            List.of(name, message)));

    for (String format : List.of("table", "json")) {
      try (var tool = tools.tool("list", "--format", format).succeeds()) {
        assertThat(tool.out()).doesNotContainPattern("[\u0000-\u0009\u0080-\u009f\u202e\u2028]");
      }
    }
    assertThat(tools.list("--original-topic", topic))
        .anySatisfy(
            letter ->
                assertThat(letter.get("error_message").asText())
                    .isEqualTo("\u009b31m\u202e\u2028"));
  }

  @Test
  void numbersHaveTheSameDigitsInEveryLocale() throws Exception {
    letters.write(topic, IntStream.range(0, 3), ErrorCode.TOO_OLD);

    List<String> listed = new ArrayList<>();
    for (String locale : List.of("en-US", "ar-EG")) {
      String[] parts = locale.split("-", -1);
      Map<String, String> variables =
          Map.of(
              "JAVA_TOOL_OPTIONS",
              "-Duser.language=%s -Duser.country=%s".formatted(parts[0], parts[1]));
      try (var tool =
          ConsumerJar.letters(
              "list", broker.bootstrapServers(), topic, folder, variables, "--limit", "2")) {
        listed.add(tool.succeeds().out());
      }
    }

    assertThat(listed.get(1)).isNotBlank().isEqualTo(listed.get(0));
  }

  @Test
  void aBrokerThatIsAwayIsOneLineAndATopicThatIsNotThereHasNoLetters() throws Exception {
    String unreachable = "127.0.0.1:1";
    for (String which : List.of("list", "replay")) {
      try (var tool = ConsumerJar.letters(which, unreachable, topic, folder)) {
        assertThat(tool.process().waitFor(BROKER_AWAY)).as(which).isTrue();
        assertThat(tool.fails()).contains(unreachable);
      }
      try (var tool = tools.tool(which).succeeds()) {
        assertThat(tool.out()).isEmpty();
        assertThat(tool.err().lines()).singleElement().asString().contains(deadLetters);
      }
    }
  }

  private Instant lastWritten() {
    return letters.read(deadLetters).stream()
        .mapToLong(ConsumerRecord::timestamp)
        .mapToObj(Instant::ofEpochMilli)
        .max(Instant::compareTo)
        .orElseThrow();
  }
}
