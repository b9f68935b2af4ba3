package io.geostream.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.geostream.common.decode.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** What a replay cannot or must not send is reported, and all else is sent. */
final class DeadLettersNotReplayedIT extends LetterScene {

  @Test
  void lettersThatCannotGoAreReportedAndTheOthersGo() throws Exception {
    String small = topic + "-small";
    letters
        .admin()
        .createTopics(
            List.of(
                new NewTopic(small, 1, (short) 1).configs(Map.of("max.message.bytes", "20000"))))
        .all()
        .get();
    byte[] large = new byte[30_000];
    new Random(1).nextBytes(large);
    letters.write(topic, IntStream.range(0, 10), ErrorCode.TOO_OLD);
    letters.write(topic, List.of(Letters.original(topic, 10, 3, ErrorCode.TOO_LARGE, large)));
    letters.write(topic, IntStream.range(11, 20), ErrorCode.TOO_OLD);
    letters.writeRaw(foreign("another-cluster", topic));
    letters.writeRaw(foreign("", topic + "-gone"));
    letters.writeRaw(new ProducerRecord<>(deadLetters, 0, null, "stray".getBytes(UTF_8)));

    try (var own = tools.tool("replay", "--dry-run", "--format", "json")) {
      assertThat(LetterTools.error(own)).contains("--to").containsPattern("\\b3 letters\\b");
      assertThat(LetterTools.json(own))
          .extracting(row -> row.get("error_code").asText(), LetterTools::count)
          .as("without an error code: of another cluster, of a topic that is gone, no letter")
          .containsExactlyInAnyOrder(
              tuple("too-old", topic + " 19"),
              tuple("too-large", topic + " 1"),
              tuple("null", topic + " 1"),
              tuple("null", topic + "-gone 1"),
              tuple("null", "null 1"));
    }
    try (var elsewhere = tools.tool("replay", "--to", small, "--format", "json")) {
      assertThat(LetterTools.error(elsewhere)).containsPattern("\\b2 letters\\b");
      assertThat(LetterTools.outcomes(elsewhere)).contains("replayed 2", "replayed 19");
      assertThat(LetterTools.json(elsewhere))
          .extracting(row -> row.get("error_code").asText(), LetterTools::count)
          .as("refused, no letter")
          .contains(tuple("too-large", small + " 1"), tuple("null", "null 1"));
      assertThat(elsewhere.err().lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(small)
                      .containsPattern("partition\\W+1\\W+offset\\W+10\\b"));
    }
    assertThat(letters.values(small))
        .hasSize(21)
        .doesNotHaveDuplicates()
        .contains("0", "9", "11", "19", "foreign another-cluster", "foreign ");
    try (var own = tools.tool("replay", "--code", "too-large", "--format", "json").succeeds()) {
      assertThat(LetterTools.outcomes(own)).contains("replayed 1");
    }
    assertThat(letters.values(topic)).hasSize(1);
    assertThat(letters.read(topic))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isEqualTo(large));
    try (var nowhere = tools.tool("replay", "--to", topic + "-gone")) {
      assertThat(nowhere.fails()).contains("--to", topic + "-gone");
    }
  }

  @Test
  void aLetterDoesNotChooseTheTopicThatIsWrittenTo() throws Exception {
    String other = topic + "-other";
    broker.createTopic(other, 1);
    letters.write(topic, IntStream.range(0, 3), ErrorCode.TOO_OLD);
    tools.replay("--limit", "1");
    String ledger = deadLetters + ".replayed";
    long entries = broker.records(ledger);
    for (String named : List.of(other, deadLetters, ledger)) {
      letters.writeRaw(foreign("", named));
    }

    try (var replay = tools.tool("replay", "--format", "json")) {
      assertThat(LetterTools.error(replay)).containsPattern("\\b3 letters\\b").contains("--to");
      assertThat(LetterTools.outcomes(replay)).contains("replayed 2", "replayed before 1");
    }

    assertThat(letters.read(topic)).hasSize(3);
    assertThat(letters.read(other)).isEmpty();
    assertThat(letters.read(deadLetters)).hasSize(6);
    assertThat(letters.read(ledger)).hasSize(3);
    assertThat(entries).isPositive();
    try (var elsewhere =
        tools.tool("replay", "--to", other, "--original-topic", other).succeeds()) {
      assertThat(letters.values(other)).containsExactly("foreign ");
      assertThat(elsewhere.err()).isNotBlank();
    }
    for (String kept : List.of(deadLetters, ledger)) {
      try (var refused = tools.tool("replay", "--to", kept)) {
        assertThat(refused.ends(2).err()).contains("--to", kept);
      }
    }
  }

  @Test
  void foreignRecordsInTheLedgerAreSkippedAndCounted() throws Exception {
    letters.write(topic, IntStream.range(0, 3), ErrorCode.TOO_OLD);
    tools.replay("--limit", "1");
    String ledger = deadLetters + ".replayed";
    for (String key : List.of("x", "[\"\",\"\",\"t\",0,-1]", "[\"\",\"\",\"t\",0,1] x")) {
      letters.writeRaw(new ProducerRecord<>(ledger, 0, key.getBytes(UTF_8), null));
    }

    try (var replay = tools.replay("--format", "json")) {
      assertThat(LetterTools.json(replay))
          .anySatisfy(
              row -> {
                assertThat(row.get("outcome").asText()).contains("ledger");
                assertThat(LetterTools.count(row)).isEqualTo(ledger + " 3");
              });
    }
    assertThat(letters.values(topic)).containsExactlyInAnyOrderElementsOf(Letters.numbers(3));
  }

  /** A letter as version 0.1.0 wrote it, or one that says its cluster. */
  private ProducerRecord<byte[], byte[]> foreign(String clusterId, String originalTopic) {
    List<Header> headers = new ArrayList<>();
    headers.add(new RecordHeader("x-original-topic", originalTopic.getBytes(UTF_8)));
    headers.add(new RecordHeader("x-original-partition", "0".getBytes(UTF_8)));
    headers.add(new RecordHeader("x-original-offset", "1000".getBytes(UTF_8)));
    if (!clusterId.isEmpty()) {
      headers.add(new RecordHeader("x-original-cluster-id", clusterId.getBytes(UTF_8)));
    }
    return new ProducerRecord<>(
        deadLetters, 0, null, null, ("foreign " + clusterId).getBytes(UTF_8), headers);
  }
}
